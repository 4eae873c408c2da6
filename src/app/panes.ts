/** The panes on the page, each with a viewport of its own, and which of them the hand is at: keys act on that one. */
import type { PaneName } from '../study/index.ts';
import { createViewport, type Viewport } from '../viewport/index.ts';
import { language, tell } from './words/index.ts';

/** A pane on the page: what it shows, and where. */
export interface PaneOnPage {
  readonly name: PaneName;
  readonly viewport: Viewport;
  /** The viewport's, within the pane. */
  readonly element: HTMLElement;
}

export interface Panes {
  /**
   * Puts a viewport into an element of its own, in the pane of that name; answers what takes it out again.
   * @param show  puts something into the viewport; answers what ends that
   */
  attach(name: PaneName, element: HTMLElement, show: (viewport: Viewport) => () => void): () => void;
  /** All that are on the page, in the order in which they came. */
  all(): readonly PaneOnPage[];
  /** The image's own viewport, while its pane is on the page. */
  image(): Viewport | undefined;
  /**
   * That of the pane that the pointer is over, or was over last, or that the keyboard went to; the image's own where that is
   * none.
   */
  underHand(): Viewport | undefined;
  /** Puts the keyboard's pointer, and the focus, into the pane after the one under the hand. */
  pointIntoNext(): void;
  /** @returns whether the keyboard was pointing */
  stopPointing(): boolean;
}

export function createPanes(): Panes {
  const panes = new Set<PaneOnPage>();
  let inHand: Viewport | undefined;

  const image = () => [...panes].findLast(({ name }) => name === 'image')?.viewport;
  const underHand = () => inHand ?? image();
  /** One pane alone has a pointer. */
  const takeInHand = (next: Viewport) => {
    inHand = next;
    for (const { viewport } of panes) if (viewport !== next) viewport.forgetPointer();
  };

  return {
    attach(name, element, show) {
      const viewport = createViewport(element, tell);
      const silence = language.subscribe(() => viewport.retell());
      const end = show(viewport);
      // In the frame in which the pane comes, not in the one after it.
      viewport.draw();
      const pane = { name, viewport, element };
      panes.add(pane);
      element.addEventListener('pointerenter', () => takeInHand(viewport));
      return () => {
        end();
        silence();
        panes.delete(pane);
        if (inHand === viewport) inHand = undefined;
        viewport.destroy();
      };
    },
    all: () => [...panes],
    image,
    underHand,
    pointIntoNext() {
      const all = [...panes];
      const next = all[(all.findIndex(({ viewport }) => viewport === underHand()) + 1) % all.length];
      if (!next) return;
      takeInHand(next.viewport);
      next.viewport.pointBy({ x: 0, y: 0 });
      // What can have the focus about it is the pane, which has a name.
      next.element.closest<HTMLElement>('[tabindex]')?.focus({ preventScroll: true });
    },
    stopPointing: () => [...panes].some(({ viewport }) => viewport.stopPointing()),
  };
}
