import type { SliceStack, Viewport } from '../../viewport/index.ts';
import type { ViewStore } from '../view.ts';
import { leaveAnnotation, type ImageOnScreen } from './onScreen.ts';
import { sliceStack } from './spacing.ts';
import type { AnnotationStore } from './store.ts';

export interface DrawingOn {
  /** Another image is shown: what is drawn on it, and where a slice lies in its series. */
  show(): void;
  /** The same slice lies among others. */
  showStack(): void;
  readonly end: () => void;
}

/**
 * Draws on a viewport what is kept of its image, and keeps what the hand draws on it.
 * @param shown  the image that it shows
 */
export function drawOn(
  viewport: Viewport,
  { view, annotations }: { readonly view: ViewStore; readonly annotations: AnnotationStore },
  shown: () => ImageOnScreen | undefined,
): DrawingOn {
  function showStack(): void {
    viewport.setStack(stackAbout(shown()));
  }

  function showAnnotations(): void {
    const { drawn, selected } = annotations.getState();
    viewport.setAnnotations(drawn.get(shown()?.id ?? '') ?? [], selected);
  }

  const ends = [
    annotations.subscribe((state, before) => {
      if (state.selected !== before.selected) leaveAnnotation(view);
      if (state.drawn !== before.drawn || state.selected !== before.selected) showAnnotations();
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

/** A hematoma is counted on slices: about a cut there is nothing to count. */
function stackAbout(on: ImageOnScreen | undefined): SliceStack | undefined {
  return on && 'slice' in on ? sliceStack(on.series, on.id) : undefined;
}
