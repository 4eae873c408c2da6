/**
 * Annotations of every image, by its id: a slice's (`<SOP Instance UID>#<frame>`) or a cut's (`cuts.ts`); and the steps back
 * and on again. They outlive the study they were drawn on; the steps do not.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Annotation } from '../../viewport/index.ts';

export interface AnnotationState {
  readonly drawn: ReadonlyMap<string, readonly Annotation[]>;
  readonly selected: string | undefined;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

export interface AnnotationStore extends Pick<
  StoreApi<AnnotationState>,
  'getState' | 'getInitialState' | 'subscribe'
> {
  /** Adds it, or takes the place of the one of its id. Changes of one gesture are one step. */
  put(imageId: string, annotation: Annotation, gesture: string): void;
  remove(imageId: string, id: string): void;
  /** All of these images, in one step. */
  clear(imageIds: readonly string[]): void;
  select(id: string | undefined): void;
  /** As if the gesture under way had not begun: no step, and what it made impossible to redo can be redone. */
  takeBack(gesture: string): void;
  /** @returns the image where something changed */
  undo(): string | undefined;
  redo(): string | undefined;
  /** What was done on these images until now stays. */
  forgetSteps(isOf: (imageId: string) => boolean): void;
}

/** Where annotations are kept from one visit to the next. */
export interface AnnotationKeeper {
  read(): ReadonlyMap<string, readonly Annotation[]>;
  /** What has changed on an image is to be kept. What is the same before and after is the same object. */
  write(imageId: string, before: readonly Annotation[], after: readonly Annotation[]): void;
}

interface Step {
  readonly gesture: string | undefined;
  readonly changes: readonly {
    readonly imageId: string;
    readonly before: readonly Annotation[];
    readonly after: readonly Annotation[];
  }[];
}

/** A gesture on another image is another step, whatever it is called. */
function onSame(one: Step, other: Step): boolean {
  const images = ({ changes }: Step) => changes.map(({ imageId }) => imageId).join('\n');
  return images(one) === images(other);
}

/** Further back nobody goes, and every step holds an image's annotations. */
const STEPS_KEPT = 200;

const NONE: readonly Annotation[] = [];

export function createAnnotationStore(keeper: AnnotationKeeper): AnnotationStore {
  const store = createStore<AnnotationState>(() => ({
    drawn: keeper.read(),
    selected: undefined,
    canUndo: false,
    canRedo: false,
  }));
  let done: Step[] = [];
  let undone: Step[] = [];
  /** What could be redone before the last step. */
  let displaced: Step[] = [];

  const of = (imageId: string) => store.getState().drawn.get(imageId) ?? NONE;

  function set(contents: readonly (readonly [string, readonly Annotation[]])[]): void {
    const drawn = new Map(store.getState().drawn);
    for (const [imageId, annotations] of contents) {
      if (annotations.length === 0) drawn.delete(imageId);
      else drawn.set(imageId, annotations);
      keeper.write(imageId, of(imageId), annotations);
    }
    const { selected } = store.getState();
    const holdsSelected = (annotations: readonly Annotation[]) =>
      annotations.some(({ id }) => id === selected);
    // What a hand draws or moves is selected: then those of the other images are not looked through.
    const known =
      contents.some(([, annotations]) => holdsSelected(annotations)) ||
      [...drawn.values()].some(holdsSelected);
    store.setState({
      drawn,
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
    set(step.changes.map(({ imageId, after }) => [imageId, after]));
  }

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    put(imageId, annotation, gesture) {
      const before = of(imageId);
      const known = before.some(({ id }) => id === annotation.id);
      const after = known
        ? before.map((one) => (one.id === annotation.id ? annotation : one))
        : [...before, annotation];
      apply({ gesture, changes: [{ imageId, before, after }] });
    },
    remove(imageId, id) {
      const before = of(imageId);
      const after = before.filter((one) => one.id !== id);
      if (after.length < before.length) apply({ gesture: undefined, changes: [{ imageId, before, after }] });
    },
    clear(imageIds) {
      const drawnOn = imageIds.filter((imageId) => of(imageId).length > 0);
      const changes = drawnOn.map((imageId) => ({ imageId, before: of(imageId), after: NONE }));
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
      set(step.changes.map(({ imageId, before }) => [imageId, before]));
    },
    undo() {
      const step = done.pop();
      if (!step) return undefined;
      displaced = [];
      undone.push(step);
      set(step.changes.map(({ imageId, before }) => [imageId, before]));
      return step.changes[0]?.imageId;
    },
    redo() {
      const step = undone.pop();
      if (!step) return undefined;
      displaced = [];
      done.push(step);
      set(step.changes.map(({ imageId, after }) => [imageId, after]));
      return step.changes[0]?.imageId;
    },
    forgetSteps(isOf) {
      const stays = ({ changes }: Step) => !changes.some(({ imageId }) => isOf(imageId));
      done = done.filter(stays);
      undone = undone.filter(stays);
      displaced = displaced.filter(stays);
      store.setState({ canUndo: done.length > 0, canRedo: undone.length > 0 });
    },
  };
}
