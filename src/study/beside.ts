/** What stands beside the image: the same slice in another window, or another series at the same height. */
import type { Series, Slice, Vector3, VoiWindow } from '../dicom/index.ts';
import { stackDirection } from '../dicom/index.ts';
import type { Look, Viewport } from '../viewport/index.ts';
import type { PlanesStore } from './planes.ts';
import { activeSeries, activeSlice, sliceIndex } from './selectors.ts';
import type { StudyStore } from './studyTypes.ts';
import type { ViewStore } from './view.ts';
import { voiOf } from './voi.ts';

/** Viewports of one slice that are zoomed, panned and turned together. */
export interface LookGroup {
  /** Returns what takes the viewport out again. */
  join(viewport: Viewport): () => void;
}

export function createLookGroup(): LookGroup {
  const members = new Set<Viewport>();
  let last: Look | undefined;
  return {
    join(viewport) {
      members.add(viewport);
      if (last) viewport.setLook(last);
      const end = viewport.subscribe((event) => {
        if (event.kind !== 'look') return;
        last = event.look;
        for (const other of members) if (other !== viewport) other.setLook(event.look);
      });
      return () => {
        end();
        members.delete(viewport);
        if (members.size === 0) last = undefined;
      };
    },
  };
}

/** Shows the study's slice in a window of its own, which a drag changes for as long as the pane stands. */
export function showWindow(
  viewport: Viewport,
  window: VoiWindow,
  { study, view, planes }: { study: StudyStore; view: ViewStore; planes: PlanesStore },
): () => void {
  viewport.setVoi(window);
  const show = () => {
    const slice = activeSlice(study.getState());
    const frame = slice && planes.frames.get(slice.id);
    if (slice && frame) viewport.show({ id: slice.id, frame, geometry: slice.geometry });
    else viewport.clear();
  };
  const ends = [
    study.subscribe((state, before) => {
      if (state.sliceId !== before.sliceId || state.generation !== before.generation) show();
    }),
    planes.subscribe((state, before) => {
      if (state.stack !== before.stack && view.getState().slab) show();
    }),
    view.subscribe((state, before) => {
      if (state.slab !== before.slab) show();
    }),
    viewport.subscribe((event) => {
      if (event.kind === 'scroll') study.step(event.slices);
    }),
  ];
  show();
  return () => ends.forEach((end) => end());
}

/**
 * Shows the slice of another series that lies nearest to the one on screen; going through it goes through that one too.
 * @param onSlice  is told which slice is shown, from 0
 */
export function showOtherSeries(
  viewport: Viewport,
  key: string,
  study: StudyStore,
  onSlice: (index: number | undefined) => void,
): () => void {
  let shown: Slice | undefined;
  const show = () => {
    const state = study.getState();
    const other = state.series.find((series) => series.key === key);
    const index = other && nearestSlice(other, activeSeries(state), activeSlice(state), sliceIndex(state));
    const slice = index === undefined ? undefined : other?.slices[index];
    const frame = slice && study.frames.get(slice.id);
    if (!slice || !frame) {
      viewport.clear();
      shown = undefined;
      onSlice(undefined);
      return;
    }
    viewport.setVoi(voiOf(state.window, slice, frame));
    if (slice !== shown) viewport.show({ id: slice.id, frame, geometry: slice.geometry });
    shown = slice;
    onSlice(index);
  };
  const ends = [
    study.subscribe(show),
    viewport.subscribe((event) => {
      if (event.kind === 'scroll') study.step(event.slices);
      if (event.kind === 'voi') study.setVoi(event.voi);
    }),
  ];
  show();
  return () => ends.forEach((end) => end());
}

/**
 * The slice of `other` nearest to one of `series`: by place in the patient where both state theirs in the same frame of
 * reference, else as far along the series.
 * @param index  of `slice` in `series`, from 0
 */
export function nearestSlice(
  other: Series,
  series: Series | undefined,
  slice: Slice | undefined,
  index: number,
): number | undefined {
  if (!slice || !series || other.slices.length === 0) return undefined;
  const orientation = other.slices[0]?.geometry.orientation;
  const middle = centreOf(slice);
  const known = other.positions.every((position) => position !== undefined);
  const sameFrame = slice.instance.frameOfReferenceUid === other.slices[0]?.instance.frameOfReferenceUid;
  if (orientation && middle && known && sameFrame) {
    const direction = stackDirection(orientation);
    const along = (place: Vector3) => dot(direction, place);
    const distances = other.slices.map((candidate) => {
      const centre = centreOf(candidate);
      return centre ? Math.abs(along(centre) - along(middle)) : Infinity;
    });
    return distances.indexOf(Math.min(...distances));
  }
  const share = series.slices.length > 1 ? index / (series.slices.length - 1) : 0.5;
  return Math.round(share * (other.slices.length - 1));
}

/** Where the middle of a slice lies: slices of tilted and untilted series share no corner. */
function centreOf({ geometry, instance }: Slice): Vector3 | undefined {
  const { position, orientation, pixelSpacing } = geometry;
  if (!position || !orientation || !pixelSpacing) return undefined;
  const x = ((instance.columns - 1) / 2) * pixelSpacing.column;
  const y = ((instance.rows - 1) / 2) * pixelSpacing.row;
  const at = (axis: 0 | 1 | 2) => position[axis] + x * orientation.row[axis] + y * orientation.column[axis];
  return [at(0), at(1), at(2)];
}

const dot = (a: Vector3, b: Vector3) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
