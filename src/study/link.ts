/** Which slice of another series stands beside the one on screen, what that rests on, and how far a hand has moved it. */
import { dot, SAME_PLACE, stackDirection, type Series, type Slice } from '../dicom/index.ts';
import { centreOf, isParallel, isSameFrame } from './place.ts';
import { seriesBeside } from './placement.ts';
import { activeSeries, activeSlice, sliceIndex } from './selectors.ts';
import type { StudyState, StudyStore } from './studyTypes.ts';
import type { ViewState, ViewStore } from './view.ts';

/**
 * By place in the patient, where both series lie in one frame of reference; beyond the end of the other there is nothing beside
 * the image, and its last slice is shown as what it is. Else by distance, where places are known in
 * each: the middles of both stand side by side, and a millimetre along one is a millimetre along the other. Else as far
 * along the series.
 */
export type Link = 'place' | 'beyond' | 'distance' | 'share';

export interface LinkedSlice {
  readonly by: Link;
  /** From 0. */
  readonly index: number;
}

interface Stores {
  readonly study: StudyStore;
  readonly view: ViewStore;
}

/** The slice of `other` beside the one on screen, moved by the reader's offset; undefined while nothing is on screen. */
export function sliceBeside(
  state: StudyState,
  { besideOffset }: Pick<ViewState, 'besideOffset'>,
  other: Series,
): LinkedSlice | undefined {
  const linked = linkedSlice(other, activeSeries(state), activeSlice(state), sliceIndex(state));
  return linked && { by: linked.by, index: within(other, linked.index + besideOffset) };
}

/** Moves the series beside the image alone. At its end there is no further offset, which a hand would have to take back. */
export function stepBeside({ study, view }: Stores, slices: number): void {
  const state = study.getState();
  const other = seriesBeside(state, view.getState());
  const shown = other && sliceBeside(state, view.getState(), other);
  if (!shown) return;
  const linked = sliceBeside(state, { besideOffset: 0 }, other)?.index ?? shown.index;
  const index = within(other, shown.index + slices);
  if (index !== shown.index) view.setState({ besideOffset: index - linked });
}

/** An offset is one of two series: with another one in either pane it is gone. */
export function forgetOffset({ study, view }: Stores): void {
  const pairNow = () => {
    const state = study.getState();
    return [state.seriesKey, seriesBeside(state, view.getState())?.key].join('\n');
  };
  let pair = pairNow();
  const follow = () => {
    const now = pairNow();
    if (now !== pair && view.getState().besideOffset !== 0) view.setState({ besideOffset: 0 });
    pair = now;
  };
  study.subscribe((state, before) => {
    if (state.series !== before.series || state.seriesKey !== before.seriesKey) follow();
  });
  view.subscribe((state, before) => {
    if (state.besideKey !== before.besideKey) follow();
  });
}

/** Of each series beside, the last answer: several ask at each step, and at each change of the window again. */
const answered = new WeakMap<Series, { series: Series; slice: Slice; linked: LinkedSlice | undefined }>();

/** @param index  of `slice` in `series`, from 0 */
export function linkedSlice(
  other: Series,
  series: Series | undefined,
  slice: Slice | undefined,
  index: number,
): LinkedSlice | undefined {
  if (!slice || !series) return undefined;
  const last = answered.get(other);
  if (last?.series === series && last.slice === slice) return last.linked;
  const linked = found(other, series, slice, index);
  answered.set(other, { series, slice, linked });
  return linked;
}

function found(other: Series, series: Series, slice: Slice, index: number): LinkedSlice | undefined {
  const [first] = other.slices;
  if (!first) return undefined;
  const middle = centreOf(slice);
  const { orientation } = first.geometry;
  const centres = allOf(other.slices.map(centreOf));
  if (centres && orientation && middle && isSameFrame(slice.instance, first.instance)) {
    const direction = stackDirection(orientation);
    const wanted = dot(direction, middle);
    const places = centres.map((centre) => dot(direction, centre));
    const at = nearest(places, wanted);
    const reach = Math.max(reachOf(other, places, at), slice.geometry.sliceThickness ?? 0);
    const reached = Math.abs((places[at] ?? NaN) - wanted) <= reach;
    // A plane that crosses the image has no height of its own.
    const crosses = !isParallel(slice.geometry.orientation, orientation);
    return { by: reached || crosses ? 'place' : 'beyond', index: at };
  }
  const [places, own] = [allOf(other.positions), allOf(series.positions)];
  const place = own?.[index];
  if (places && own && place !== undefined && isParallel(slice.geometry.orientation, orientation)) {
    const wanted = middleOf(places) + place - middleOf(own);
    return { by: 'distance', index: nearest(places, wanted) };
  }
  const share = series.slices.length > 1 ? index / (series.slices.length - 1) : 0.5;
  return { by: 'share', index: Math.round(share * (other.slices.length - 1)) };
}

/** How far from the middle of a slice it is still what stands there, mm: its own thickness, or the way to the next. */
function reachOf({ slices }: Series, places: readonly number[], index: number): number {
  const steps = [index - 1, index + 1].flatMap((other) => {
    const place = places[other];
    return place === undefined ? [] : [Math.abs(place - (places[index] ?? NaN))];
  });
  return Math.max(SAME_PLACE, slices[index]?.geometry.sliceThickness ?? 0, ...steps);
}

/** Undefined where one of them is not known. */
function allOf<Value>(values: readonly (Value | undefined)[]): readonly Value[] | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? known : undefined;
}

const within = ({ slices }: Series, index: number) => Math.min(slices.length - 1, Math.max(0, index));
const middleOf = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2;

/** The index of the value nearest to another. */
function nearest(values: readonly number[], to: number): number {
  const offBy = values.map((value) => Math.abs(value - to));
  return offBy.indexOf(Math.min(...offBy));
}
