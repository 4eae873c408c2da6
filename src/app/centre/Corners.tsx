import { activeSeries, activeSlice, fileWindowNumber, sliceIndex, voiOf } from '../../study/index.ts';
import { attitudeWords } from '../../viewport/index.ts';
import { capitalised, dicomDate, millimetres, units } from '../format.ts';
import { useRoom, useStudy, useView } from '../useRoom.ts';
import { PatientCorner } from './PatientCorner.tsx';
import { ScaleBar } from './ScaleBar.tsx';

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
  const time = timePoint ? `Time point ${timePoint.number} of ${timePoint.of}` : '';
  const lines = [study.description, dicomDate(study.date), name && `Series ${name}`, time];
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
  if (!series || !slice) return null;
  // Without a spacing of pixels nothing on the page is in millimetres: one that is would make the others look measured.
  const measured = slice.geometry.pixelSpacing !== undefined;
  const position = measured ? series.positions[index] : undefined;
  const thickness = measured ? slice.geometry.sliceThickness : undefined;
  return (
    <div className="corner bottom left-side">
      <Probe />
      <span>
        {thickness !== undefined && `${thickness} mm thick`}
        {thickness !== undefined && position !== undefined && ' · '}
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
  return speed !== undefined && <span>Cine, {speed} slices/s</span>;
}

function Probe() {
  const probe = useView((state) => state.probe);
  return (
    <span className="probe">
      {probe?.value !== undefined &&
        `${units(Math.round(probe.value))} HU  (${Math.floor(probe.x)}, ${Math.floor(probe.y)})`}
    </span>
  );
}

function WindowCorner() {
  const { study } = useRoom();
  const window = useStudy((state) => state.window);
  const slice = useStudy(activeSlice);
  const scale = useView((state) => state.scale);
  const lying = useView(({ attitude }) => attitudeWords(attitude));
  const inverted = useView((state) => state.inverted);
  if (!slice) return null;
  const changes = [...(inverted ? ['inverted'] : []), ...(lying === undefined ? [] : [lying])].join(', ');
  const voi = voiOf(window, slice, study.frames.get(slice.id));
  const several = fileWindowNumber(window, slice);
  return (
    <div className="corner bottom right-side">
      {several && (
        <span>
          {voi.name} (window {several.number} of {several.of})
        </span>
      )}
      {changes !== '' && <span className="changed">{capitalised(changes)}</span>}
      <ScaleBar />
      <span>{scale !== undefined && `Zoom ${Math.round(scale * 100)} %`}</span>
      <strong>
        C {units(voi.center)} W {units(voi.width)}
      </strong>
    </div>
  );
}
