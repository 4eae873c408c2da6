/** What stands beside the image: panes that move with it, and another series at the same height. */
import type { DicomInstance, Series, Slice, Vector3 } from '../dicom/index.ts';
import { stackDirection } from '../dicom/index.ts';
import type { Look, Viewport } from '../viewport/index.ts';
import { followView } from './followView.ts';
import { activeSeries, activeSlice, sliceIndex } from './selectors.ts';
import type { StudyStore } from './studyTypes.ts';
import type { ViewStore } from './view.ts';
import { voiOf } from './voi.ts';

/** Viewports of one slice that are zoomed, panned and turned together. */
export interface LookGroup {
  /**
   * @param leads  whether the others lie as it does from now on; one that does not lies as they do
   * @returns what takes the viewport out again
   */
  join(viewport: Viewport, leads?: boolean): () => void;
}

export function createLookGroup(): LookGroup {
  const members = new Set<Viewport>();
  let last: Look | undefined;
  return {
    join(viewport, leads = false) {
      const lead = (look: Look) => {
        last = look;
        for (const other of members) if (other !== viewport) other.setLook(look);
      };
      members.add(viewport);
      if (leads) lead(viewport.look());
      else if (last) viewport.setLook(last);
      const end = viewport.subscribe((event) => {
        if (event.kind === 'look') lead(event.look);
      });
      return () => {
        end();
        members.delete(viewport);
        if (members.size === 0) last = undefined;
      };
    },
  };
}

/**
 * Shows the slice of another series that lies nearest to the one on screen; going through it goes through that one too.
 * A viewport is of one such series: it stays as it lies while the one on screen changes.
 * @param onSlice  is told which slice is shown, from 0
 */
export function showOtherSeries(
  viewport: Viewport,
  key: string,
  { study, view }: { readonly study: StudyStore; readonly view: ViewStore },
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
    followView(viewport, { pane: 'series', draws: false }, view),
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
  const sameFrame = isSameFrame(slice.instance, other.slices[0]?.instance);
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

/** Whether places in both are told from one origin: files that name no frame of reference say nothing of that. */
function isSameFrame(a: DicomInstance, b: DicomInstance | undefined): boolean {
  return a.frameOfReferenceUid !== undefined && a.frameOfReferenceUid === b?.frameOfReferenceUid;
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
