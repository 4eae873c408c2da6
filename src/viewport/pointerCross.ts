/** Where the pointer of hands on the keyboard is: a cross, open in its middle so that the pixel it means is seen. */
import type { Point } from './view.ts';

/** CSS pixels. */
const SIDE = 33;
const OPEN = 5;

export interface PointerCross {
  readonly element: HTMLElement;
  /** CSS pixels from the pane's top left corner; without a place it is gone. */
  place(at: Point | undefined): void;
}

export function createPointerCross(): PointerCross {
  const element = document.createElement('div');
  element.dataset.layer = 'pointer';
  element.style.cssText =
    `position:absolute;left:0;top:0;width:${SIDE}px;height:${SIDE}px;pointer-events:none;display:none;` +
    'filter:drop-shadow(0 0 1px #000) drop-shadow(0 0 1px #000)';
  const arm = (SIDE - 1) / 2 - OPEN;
  const far = SIDE - arm;
  for (const start of [0, far]) {
    element.append(
      bar({ left: start, top: (SIDE - 1) / 2, width: arm, height: 1 }),
      bar({ left: (SIDE - 1) / 2, top: start, width: 1, height: arm }),
    );
  }
  return {
    element,
    place(at) {
      element.style.display = at ? 'block' : 'none';
      if (at) element.style.transform = `translate(${at.x - SIDE / 2}px, ${at.y - SIDE / 2}px)`;
    },
  };
}

function bar(box: Readonly<Record<'left' | 'top' | 'width' | 'height', number>>): HTMLElement {
  const element = document.createElement('div');
  const { left, top, width, height } = box;
  element.style.cssText = `position:absolute;left:${left}px;top:${top}px;width:${width}px;height:${height}px;background:#ffd166`;
  return element;
}
