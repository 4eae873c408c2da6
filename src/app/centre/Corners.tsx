import { activeSeries, activeSlice, sliceIndex } from '../../study/index.ts';
import { studyLines, takenWhen } from '../cornerLines.ts';
import { useRoom, useSlabOf, useStudy, useView } from '../useRoom.ts';
import { PatientCorner } from './PatientCorner.tsx';
import { SliceCorner } from './SliceCorner.tsx';
import { WindowCorner, Zoom } from './WindowCorner.tsx';
import { number, t } from '../words/index.ts';

/** The four corners of the image's pane, as readers know them: patient, study, where, how. */
export function Corners() {
  return (
    <>
      <OwnPatient />
      <StudyCorner />
      <ImagePlace />
      <ImageWindow />
    </>
  );
}

function OwnPatient() {
  const series = useStudy(activeSeries);
  const slice = useStudy(activeSlice);
  if (!series || !slice) return null;
  const when = takenWhen(series.study, series);
  return <PatientCorner patient={slice.instance.patient} below={[when]} belowWhen="narrow" />;
}

function StudyCorner() {
  const series = useStudy(activeSeries);
  if (!series) return null;
  return (
    <div className="corner top right-side">
      {studyLines(series.study, series).map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  );
}

function ImagePlace() {
  const series = useStudy(activeSeries);
  const slice = useStudy(activeSlice);
  const index = useStudy(sliceIndex);
  const slab = useSlabOf(slice);
  if (!series || !slice) return null;
  return (
    <SliceCorner pane="image" series={series} index={index} slab={slab}>
      <Cine />
    </SliceCorner>
  );
}

function Cine() {
  const speed = useView(({ cine, cineSpeed }) => (cine === 'playing' ? cineSpeed : undefined));
  return speed !== undefined && <span>{t('corner.cine', { speed: number(speed) })}</span>;
}

function ImageWindow() {
  const { planes } = useRoom();
  const slice = useStudy(activeSlice);
  const scale = useView((state) => state.scale);
  const attitude = useView((state) => state.attitude);
  useSlabOf(slice);
  if (!slice) return null;
  return (
    <WindowCorner
      slice={slice}
      frame={planes.frames.get(slice.id)}
      spacing={slice.geometry.pixelSpacing}
      lying={{ scale, attitude }}
    >
      <Zoom scale={scale} />
    </WindowCorner>
  );
}
