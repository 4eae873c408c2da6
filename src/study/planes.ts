/** The series on screen as a volume: coronal and sagittal cuts, and slabs about its slices and those of the one beside it. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Millimetre, Sentence } from '../base/index.ts';
import { positionAlong, stackDirection, type HounsfieldFrame, type Series } from '../dicom/index.ts';
import {
  axialSlab,
  cutCount,
  isStack,
  layersOfSlab,
  reformat,
  stackOf,
  type Plane,
  type Reformat,
  type Slab,
  type Stack,
} from '../volume/index.ts';
import type { FrameRepository } from './frames.ts';
import { activeSeries, seriesOf } from './selectors.ts';
import type { StudyStore } from './studyTypes.ts';
import type { ViewStore } from './view.ts';

export interface PlanesState {
  /** The volume of the series on screen, or why there is none; undefined while no series is open. */
  readonly stack: Stack | Sentence | undefined;
  /** From 0: from the front, and from the patient's right, in a usual axial series. */
  readonly cuts: Readonly<Record<Plane, number>>;
}

export interface PlanesStore extends Pick<
  StoreApi<PlanesState>,
  'getState' | 'getInitialState' | 'subscribe'
> {
  goTo(plane: Plane, cut: number): void;
  /** The image of the cut that is looked at; undefined where there is no volume. */
  image(plane: Plane): Reformat | undefined;
  /** Where that cut lies, from front to back or from right to left in a usual axial series; undefined where it is unknown. */
  placeOf(plane: Plane): Millimetre | undefined;
  /** The slab that is shown in place of a slice; undefined where it is the slice itself. */
  slabOf(sliceId: string): Slab | undefined;
  /** What is shown, probed and measured of a slice: the slab about it, or the study's own frame. */
  readonly frames: Pick<FrameRepository, 'get'>;
}

export const PLANES: readonly Plane[] = ['coronal', 'sagittal'];
/** With neither slice nor window changed for so long, the reader looks at something; then the middle cuts are made. */
const RESTS_AFTER_MS = 500;
/** One of the image, one of the series beside it. */
const SLABS_KEPT = 2;

/**
 * Follows the study while planes or slabs are looked at: another series is another volume, cut in its middle. Of a series
 * that is looked at otherwise, volume and middle cuts are made while nothing else is asked for.
 */
export function createPlanesStore(study: StudyStore, view: ViewStore): PlanesStore {
  const store = createStore<PlanesState>(() => ({
    stack: undefined,
    cuts: { coronal: 0, sagittal: 0 },
  }));
  /** Whose volume stands in the store. */
  let held: { readonly series: Series | undefined; readonly generation: number } | undefined;
  const images = new Map<Plane, Reformat & { readonly of: readonly unknown[] }>();
  /** The latest first. */
  let slabs: readonly { readonly frame: HounsfieldFrame; readonly of: readonly unknown[] }[] = [];
  /** Of series beside the image: their layers are the study's own frames, and nothing is copied. */
  const otherStacks = new WeakMap<Series, Stack | Sentence>();
  let rest: ReturnType<typeof setTimeout> | undefined;

  function take(): void {
    const state = study.getState();
    const series = activeSeries(state);
    if (held?.series === series && held?.generation === state.generation) return;
    const stays = held?.series?.key === series?.key && held?.generation === state.generation;
    held = { series, generation: state.generation };
    const { stack: before } = store.getState();
    const stack = series && stacked(series);
    // While files of other series arrive, what a hand holds on a cut stays under it.
    if (stays && isStack(before) && isStack(stack) && sameStack(before, stack)) return;
    images.clear();
    // While slices arrive, a slab stays as long as it is of the same ones.
    if (!stays) slabs = [];
    // While slices arrive, the cuts that the reader looks at stay.
    const keepCuts = stays && isStack(before);
    store.setState(keepCuts ? { stack } : { stack, cuts: middle(stack) });
  }

  const stacked = (series: Series) => stackOf(series, ({ id }) => study.frames.get(id));

  function stackWith(sliceId: string): PlanesState['stack'] {
    const { stack } = store.getState();
    if (isStack(stack) && stack.layers.some((layer) => layer.sliceId === sliceId)) return stack;
    const state = study.getState();
    const series = seriesOf(state.series, sliceId);
    if (!series || series.key === state.seriesKey) return stack;
    const made = otherStacks.get(series) ?? stacked(series);
    otherStacks.set(series, made);
    return made;
  }

  function image(plane: Plane): Reformat | undefined {
    const { stack, cuts } = store.getState();
    const { slab } = view.getState();
    if (!isStack(stack)) return undefined;
    const kept = images.get(plane);
    const of = [stack, cuts[plane], slab];
    if (kept && same(kept.of, of)) return kept;
    const made = { ...reformat(stack, plane, cuts[plane], slab), of };
    images.set(plane, made);
    return made;
  }

  /** Of a single layer there is no slab. */
  function slabAbout(sliceId: string) {
    const { slab } = view.getState();
    const stack = slab && stackWith(sliceId);
    if (!slab || !isStack(stack)) return undefined;
    const layers = layersOfSlab(stack, sliceId, slab);
    return layers.length > 1 ? { stack, slab, layers } : undefined;
  }

  function frameOf(sliceId: string): HounsfieldFrame | undefined {
    const about = slabAbout(sliceId);
    const middle = about?.layers.find(({ layer }) => layer.sliceId === sliceId)?.layer;
    if (!about || !middle) return study.frames.get(sliceId);
    const of = [sliceId, about.slab, ...about.layers.map(({ layer }) => layer.frame)];
    const known = slabs.find((made) => same(made.of, of));
    if (known) return known.frame;
    const frame = axialSlab(about.stack, middle, about.layers, about.slab.mode);
    slabs = [{ frame, of }, ...slabs].slice(0, SLABS_KEPT);
    return frame;
  }

  /** One after the other, each in a task of its own: a hand that moves in between is not held up by both. */
  function prepare([plane, ...others]: readonly Plane[]): void {
    take();
    if (plane) image(plane);
    if (others.length > 0) rest = setTimeout(() => prepare(others), RESTS_AFTER_MS);
  }

  function follow(): void {
    clearTimeout(rest);
    const state = study.getState();
    const { layout, slab } = view.getState();
    if (layout === 'planes' || slab) {
      take();
      return;
    }
    // A closed series' volume is freed.
    if (held?.series && !state.series.includes(held.series)) {
      held = undefined;
      images.clear();
      slabs = [];
      store.setState({ stack: undefined });
    }
    if (state.series.length > 0 && state.intake.phase !== 'reading') {
      rest = setTimeout(() => prepare(PLANES), RESTS_AFTER_MS);
    }
  }
  study.subscribe(follow);
  view.subscribe((state, before) => {
    if (state.layout !== before.layout || state.slab !== before.slab) follow();
  });
  follow();

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    goTo(plane, cut) {
      const { stack, cuts } = store.getState();
      if (!isStack(stack)) return;
      const near = Math.min(cutCount(stack, plane) - 1, Math.max(0, Math.round(cut)));
      if (near !== cuts[plane]) store.setState({ cuts: { ...cuts, [plane]: near } });
    },
    image,
    placeOf(plane) {
      const { orientation, position } = image(plane)?.geometry ?? {};
      return orientation && position && positionAlong(stackDirection(orientation), position);
    },
    slabOf: (sliceId) => slabAbout(sliceId)?.slab,
    frames: { get: frameOf },
  };
}

/** Of one series: the same slices with the same pixels, at the same places. */
function sameStack({ layers }: Stack, other: Stack): boolean {
  const parts = (all: Stack['layers']) =>
    all.flatMap(({ frame, height, gapBelow }) => [frame, height, gapBelow]);
  return same(parts(layers), parts(other.layers));
}

function same(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

function middle(stack: PlanesState['stack']): PlanesState['cuts'] {
  const of = (plane: Plane) => (isStack(stack) ? Math.floor(cutCount(stack, plane) / 2) : 0);
  return { coronal: of('coronal'), sagittal: of('sagittal') };
}
