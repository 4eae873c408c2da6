/**
 * Annotations of every image, by slice id (`<SOP Instance UID>#<frame>`), and the steps back and on again. They outlive the
 * study they were drawn on; the steps do not.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Annotation } from '../../viewport/index.ts';

export interface AnnotationState {
  readonly slices: ReadonlyMap<string, readonly Annotation[]>;
  readonly selected: string | undefined;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

export interface AnnotationStore extends Pick<
  StoreApi<AnnotationState>,
  'getState' | 'getInitialState' | 'subscribe'
> {
  /** Adds it, or takes the place of the one of its id. Changes of one gesture are one step. */
  put(sliceId: string, annotation: Annotation, gesture: string): void;
  remove(sliceId: string, id: string): void;
  /** All of these slices, in one step. */
  clear(sliceIds: readonly string[]): void;
  select(id: string | undefined): void;
  /** As if the gesture under way had not begun: no step, and what it made impossible to redo can be redone. */
  takeBack(gesture: string): void;
  /** @returns the slice where something changed */
  undo(): string | undefined;
  redo(): string | undefined;
  /** What was done on these slices until now stays. */
  forgetSteps(isOf: (sliceId: string) => boolean): void;
}

/** Where annotations are kept from one visit to the next. */
export interface AnnotationKeeper {
  read(): ReadonlyMap<string, readonly Annotation[]>;
  /** Keeps what has changed on a slice. What is the same before and after is the same object. */
  write(sliceId: string, before: readonly Annotation[], after: readonly Annotation[]): void;
}

interface Step {
  readonly gesture: string | undefined;
  readonly changes: readonly {
    readonly sliceId: string;
    readonly before: readonly Annotation[];
    readonly after: readonly Annotation[];
  }[];
}

/** A gesture on another slice is another step, whatever it is called. */
function onSame(one: Step, other: Step): boolean {
  const slices = ({ changes }: Step) => changes.map(({ sliceId }) => sliceId).join(' ');
  return slices(one) === slices(other);
}

/** Further back nobody goes, and every step holds a slice's annotations. */
const STEPS_KEPT = 200;

const NONE: readonly Annotation[] = [];

export function createAnnotationStore(keeper: AnnotationKeeper): AnnotationStore {
  const store = createStore<AnnotationState>(() => ({
    slices: keeper.read(),
    selected: undefined,
    canUndo: false,
    canRedo: false,
  }));
  let done: Step[] = [];
  let undone: Step[] = [];
  /** What could be redone before the last step. */
  let displaced: Step[] = [];

  const of = (sliceId: string) => store.getState().slices.get(sliceId) ?? NONE;

  function set(contents: readonly (readonly [string, readonly Annotation[]])[]): void {
    const slices = new Map(store.getState().slices);
    for (const [sliceId, annotations] of contents) {
      if (annotations.length === 0) slices.delete(sliceId);
      else slices.set(sliceId, annotations);
      keeper.write(sliceId, of(sliceId), annotations);
    }
    const { selected } = store.getState();
    const known = [...slices.values()].some((annotations) => annotations.some(({ id }) => id === selected));
    store.setState({
      slices,
      selected: known ? selected : undefined,
      canUndo: done.length > 0,
      canRedo: undone.length > 0,
    });
  }

  function apply(step: Step): void {
    const last = done.at(-1);
    const continued = step.gesture !== undefined && last?.gesture === step.gesture && onSame(last, step);
    const before = continued ? last.changes : step.changes;
    const changes = step.changes.map((change, index) => ({
      ...change,
      before: before[index]?.before ?? change.before,
    }));
    done = [...(continued ? done.slice(0, -1) : done.slice(-STEPS_KEPT + 1)), { ...step, changes }];
    if (!continued) displaced = undone;
    undone = [];
    set(step.changes.map(({ sliceId, after }) => [sliceId, after]));
  }

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    put(sliceId, annotation, gesture) {
      const before = of(sliceId);
      const known = before.some(({ id }) => id === annotation.id);
      const after = known
        ? before.map((one) => (one.id === annotation.id ? annotation : one))
        : [...before, annotation];
      apply({ gesture, changes: [{ sliceId, before, after }] });
    },
    remove(sliceId, id) {
      const before = of(sliceId);
      const after = before.filter((one) => one.id !== id);
      if (after.length < before.length) apply({ gesture: undefined, changes: [{ sliceId, before, after }] });
    },
    clear(sliceIds) {
      const drawnOn = sliceIds.filter((sliceId) => of(sliceId).length > 0);
      const changes = drawnOn.map((sliceId) => ({ sliceId, before: of(sliceId), after: NONE }));
      if (changes.length > 0) apply({ gesture: undefined, changes });
    },
    select(id) {
      if (id !== store.getState().selected) store.setState({ selected: id });
    },
    takeBack(gesture) {
      const step = done.at(-1);
      if (step?.gesture !== gesture) return;
      done.pop();
      undone = displaced;
      displaced = [];
      set(step.changes.map(({ sliceId, before }) => [sliceId, before]));
    },
    undo() {
      const step = done.pop();
      if (!step) return undefined;
      displaced = [];
      undone.push(step);
      set(step.changes.map(({ sliceId, before }) => [sliceId, before]));
      return step.changes[0]?.sliceId;
    },
    redo() {
      const step = undone.pop();
      if (!step) return undefined;
      displaced = [];
      done.push(step);
      set(step.changes.map(({ sliceId, after }) => [sliceId, after]));
      return step.changes[0]?.sliceId;
    },
    forgetSteps(isOf) {
      const stays = ({ changes }: Step) => !changes.some(({ sliceId }) => isOf(sliceId));
      done = done.filter(stays);
      undone = undone.filter(stays);
      displaced = displaced.filter(stays);
      store.setState({ canUndo: done.length > 0, canRedo: undone.length > 0 });
    },
  };
}
