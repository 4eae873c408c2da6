/** The elements of one annotation, made once and moved from then on. */
import type { Pane, Point } from '../view.ts';
import { labelBox, LINE_HEIGHT, wordsAt, type Box } from './labels.ts';
import { outlineOf } from './shapes.ts';
import type { Annotation, AnnotationKind, MeasuredImage } from './types.ts';

const SVG = 'http://www.w3.org/2000/svg';

export function svg<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

export interface DrawingListener {
  /** @param point  which of its points; undefined for the outline */
  onPress(point: number | undefined, event: PointerEvent, target: Element): void;
  onDoubleClick(): void;
}

export interface Drawing {
  readonly group: SVGGElement;
  readonly handles: readonly SVGGElement[];
  /** What the words were written for; undefined where they are to be written anew. */
  of: Annotation | undefined;
  on: MeasuredImage | undefined;
  /** @param points  what each handle is called */
  write(spoken: string, lines: readonly string[], points: readonly string[]): void;
  /**
   * @param points  CSS pixels of the pane
   * @param taken   where the words of others stand
   * @returns       where its own do
   */
  place(points: readonly Point[], selected: boolean, pane: Pane, taken: readonly Box[]): Box;
}

/** Read on bone as on air: light lines in a dark rim. */
export const COLOUR = '#79d7c4';
const SELECTED = '#ffe08a';
export const RIM = 'rgb(0 0 0 / 60%)';
/** CSS pixels. */
export const LINE_WIDTH = 1.75;
export const RIM_WIDTH = 4;
export const FONT = '500 13px system-ui,sans-serif';

export function drawing(id: string, kind: AnnotationKind, count: number, listener: DrawingListener): Drawing {
  const group = svg('g', { role: 'group', tabindex: '0' });
  group.dataset.annotation = id;
  const path = (style: string) => svg('path', { fill: 'none', style });
  const rim = path(`stroke:${RIM};stroke-width:${RIM_WIDTH}`);
  const outline = path(`stroke-width:${LINE_WIDTH}`);
  const grip = path('stroke:transparent;stroke-width:14;pointer-events:stroke;cursor:move');
  const words = svg('text', {
    style: `font:${FONT};stroke:#000;stroke-width:3px;paint-order:stroke;user-select:none`,
  });
  const handles = Array.from({ length: count }, (_, index) => {
    const handle = svg('g', {
      role: 'button',
      style: 'pointer-events:all;cursor:pointer',
    });
    handle.dataset.point = String(index);
    handle.append(
      svg('circle', { r: '12', fill: 'transparent' }),
      svg('circle', { r: '5', fill: 'rgb(0 0 0 / 45%)', stroke: SELECTED, 'stroke-width': '1.75' }),
    );
    return handle;
  });
  group.append(rim, outline, grip, words, ...handles);

  grip.addEventListener('pointerdown', (event) => listener.onPress(undefined, event, grip));
  handles.forEach((handle, index) =>
    handle.addEventListener('pointerdown', (event) => listener.onPress(index, event, handle)),
  );
  group.addEventListener('dblclick', (event) => {
    event.stopPropagation();
    listener.onDoubleClick();
  });
  // A click must leave the focus, and with it the arrow keys, to the image.
  group.addEventListener('mousedown', (event) => event.preventDefault());

  let label: readonly string[] = [];

  return {
    group,
    handles,
    of: undefined,
    on: undefined,
    write(spoken, lines, names) {
      label = lines;
      group.setAttribute('aria-label', spoken);
      handles.forEach((handle, index) => handle.setAttribute('aria-label', names[index] ?? ''));
      const spans = lines.map((line) => {
        const span = svg('tspan', { dy: String(LINE_HEIGHT) });
        span.textContent = line;
        return span;
      });
      words.replaceChildren(...spans);
    },
    place(points, selected, pane, taken) {
      const data = outlineOf(kind, points);
      for (const one of [rim, outline, grip]) one.setAttribute('d', data);
      outline.style.stroke = selected ? SELECTED : COLOUR;
      words.style.fill = selected ? SELECTED : COLOUR;
      const box = labelBox(wordsAt(kind, points, pane), label, pane, taken);
      placeWords(words, box);
      handles.forEach((handle, index) => {
        const { x, y } = points[index] ?? { x: 0, y: 0 };
        handle.setAttribute('transform', `translate(${x} ${y})`);
        handle.style.display = selected ? 'block' : 'none';
        handle.setAttribute('tabindex', selected ? '0' : '-1');
      });
      return box;
    },
  };
}

function placeWords(words: SVGTextElement, { left, top }: Box): void {
  // The first line is moved down by its own height; its feet stand a little above that.
  words.setAttribute('y', String(top - LINE_HEIGHT * 0.2));
  for (const span of words.children) span.setAttribute('x', String(left));
}
