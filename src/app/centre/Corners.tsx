import { activeSeries, activeSlice, fileWindowNumber, sliceIndex, voiOf } from '../../study/index.ts';
import { dicomDate, millimetres, units } from '../format.ts';
import { slabInWords } from '../slabs.ts';
import { slicePlace } from '../slicePlace.ts';
import { useRoom, useSlabOf, useStudy, useView } from '../useRoom.ts';
import { Changes } from './Changes.tsx';
import { PatientCorner } from './PatientCorner.tsx';
import { Probe } from './Probe.tsx';
import { ScaleBar } from './ScaleBar.tsx';
import { number, t } from '../words/index.ts';

/** The four corners of the pane, as readers know them: patient, study, where, how. */
export function Corners() {
  return (
    <>
      <OwnPatient />
      <StudyCorner />
      <SliceCorner />
      <WindowCorner />
    </>
  );
}

function OwnPatient() {
  const slice = useStudy(activeSlice);
  return slice && <PatientCorner patient={slice.instance.patient} />;
}

function StudyCorner() {
  const series = useStudy(activeSeries);
  if (!series) return null;
  const { study, number, description, timePoint } = series;
  const name = [number, description].filter((part) => part !== undefined && part !== '').join('  ');
  const time = timePoint ? t('corner.timePoint', timePoint) : '';
  const lines = [study.description, dicomDate(study.date), name && t('corner.series', { name }), time];
  return (
    <div className="corner top right-side">
      {lines
        .filter((line) => line !== '')
        .map((line) => (
          <span key={line}>{line}</span>
        ))}
    </div>
  );
}

function SliceCorner() {
  const series = useStudy(activeSeries);
  const slice = useStudy(activeSlice);
  const index = useStudy(sliceIndex);
  const slab = useSlabOf(slice);
  if (!series || !slice) return null;
  const { thickness, position } = slicePlace(series, index);
  const own = thickness !== undefined && t('corner.thick', { thickness: number(thickness) });
  return (
    <div className="corner bottom left-side">
      <Probe pane="image" />
      <span>
        {slab ? <span className="changed">{slabInWords(slab)}</span> : own}
        {(slab ?? own) && position !== undefined && ' · '}
        {position !== undefined && millimetres(position)}
      </span>
      <Cine />
      <strong className="slice-number">
        {index + 1} / {series.slices.length}
      </strong>
    </div>
  );
}

function Cine() {
  const speed = useView(({ cine, cineSpeed }) => (cine === 'playing' ? cineSpeed : undefined));
  return speed !== undefined && <span>{t('corner.cine', { speed: number(speed) })}</span>;
}

function WindowCorner() {
  const { planes } = useRoom();
  const window = useStudy((state) => state.window);
  const slice = useStudy(activeSlice);
  const scale = useView((state) => state.scale);
  const attitude = useView((state) => state.attitude);
  useSlabOf(slice);
  if (!slice) return null;
  const frame = planes.frames.get(slice.id);
  const voi = voiOf(window, slice, frame);
  const several = fileWindowNumber(window, slice);
  return (
    <div className="corner bottom right-side">
      {several && <span>{t('corner.windowOf', { name: voi.name ?? '', ...several })}</span>}
      <Changes frame={frame} attitude={attitude} />
      <ScaleBar />
      <span>{scale !== undefined && t('corner.zoom', { percent: Math.round(scale * 100) })}</span>
      <strong>
        C {units(voi.center)} W {units(voi.width)}
      </strong>
    </div>
  );
}
