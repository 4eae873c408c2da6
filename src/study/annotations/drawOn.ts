import type { Viewport } from '../../viewport/index.ts';
import type { ViewStore } from '../view.ts';
import { leaveAnnotation, type SliceOnScreen } from './onScreen.ts';
import { sliceStack } from './spacing.ts';
import type { AnnotationStore } from './store.ts';

export interface DrawingOn {
  /** Another slice is shown: what is drawn on it, and where it lies in its series. */
  show(): void;
  /** The same slice lies among others. */
  showStack(): void;
  readonly end: () => void;
}

/**
 * Draws on a viewport what is kept of its slice, and keeps what the hand draws on it.
 * @param shown  the slice that it shows
 */
export function drawOn(
  viewport: Viewport,
  { view, annotations }: { readonly view: ViewStore; readonly annotations: AnnotationStore },
  shown: () => SliceOnScreen | undefined,
): DrawingOn {
  function showStack(): void {
    const now = shown();
    viewport.setStack(now && sliceStack(now.series, now.slice.id));
  }

  function showAnnotations(): void {
    const { slices, selected } = annotations.getState();
    viewport.setAnnotations(slices.get(shown()?.slice.id ?? '') ?? [], selected);
  }

  const ends = [
    annotations.subscribe((state, before) => {
      if (state.selected !== before.selected) leaveAnnotation(view);
      if (state.slices !== before.slices || state.selected !== before.selected) showAnnotations();
    }),
    viewport.subscribe((event) => {
      // The slice must not move on under the hand.
      if (event.kind === 'drawing') view.setState({ cine: 'stopped' });
      if (event.kind === 'annotation-taken-back') annotations.takeBack(event.gesture);
      if (event.kind === 'annotation') annotations.put(event.image, event.annotation, event.gesture);
      if (event.kind === 'annotation-selected' || event.kind === 'annotation-edit')
        annotations.select(event.id);
      if (event.kind === 'annotation-edit') view.setState({ entry: 'annotation' });
    }),
  ];
  return {
    show() {
      showStack();
      showAnnotations();
    },
    showStack,
    end: () => ends.forEach((end) => end()),
  };
}
