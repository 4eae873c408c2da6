import { beforeEach, describe, expect, it, vi } from 'vitest';
import { hounsfield, millimetre } from '../../base/index.ts';
import type { ViewportEvent } from '../types.ts';
import { createPen } from './pen.ts';
import type { Annotation } from './types.ts';
import { pointAt } from './geometry.ts';

/** As much of an element as annotations are drawn with. */
class FakeElement extends EventTarget {
  style = {};
  dataset: Record<string, string> = {};
  children: FakeElement[] = [];
  parent: FakeElement | undefined;
  setAttribute = () => undefined;
  setPointerCapture = () => undefined;
  focus = () => undefined;
  append(...children: FakeElement[]) {
    for (const child of children) child.parent = this;
    this.children.push(...children);
  }
  replaceChildren(...children: FakeElement[]) {
    this.children = children;
  }
  remove() {
    if (this.parent) this.parent.children = this.parent.children.filter((child) => child !== this);
  }
  closest(): FakeElement | undefined {
    return 'annotation' in this.dataset ? this : this.parent?.closest();
  }
}

class FakePointer extends Event {
  pointerId = 1;
  pointerType = 'mouse';
  button = 0;
  readonly clientX: number;
  readonly clientY: number;
  constructor(type: string, x: number, y: number) {
    super(type);
    this.clientX = x;
    this.clientY = y;
  }
}

const line: Annotation = { id: 'line', kind: 'length', points: [pointAt(10, 10), pointAt(20, 10)] };
const SIDES = { rows: 100, columns: 100 };
const image = (id: string) => ({
  id,
  frame: { ...SIDES, values: new Int16Array(10_000), min: hounsfield(0), max: hounsfield(0) },
  geometry: {
    position: undefined,
    orientation: undefined,
    pixelSpacing: { row: millimetre(1), column: millimetre(1) },
    sliceThickness: undefined,
  },
});
const shape = { ...SIDES, aspect: { x: 1, y: 1 }, orientation: undefined };

/** A pen on a slice on which a line is drawn, a pixel of the pane to one of the image. */
function pen() {
  const one = createPen(
    ({ text }) => text,
    () => undefined,
  );
  one.place({ a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 }, { width: 100, height: 100 });
  one.setImage(image('first'), shape);
  one.set([line], undefined);
  const layer = one.element as unknown as FakeElement;
  const group = layer.children[0];
  const grip = group?.children[2];
  const send = (type: string, x: number, y: number) =>
    grip?.dispatchEvent(new FakePointer(`pointer${type}`, x, y));
  /** In the browser it comes up from the element that has the focus. */
  const arrow = (key: string) => {
    const event = Object.assign(new Event('keydown'), { key, shiftKey: false });
    Object.defineProperty(event, 'target', { value: group });
    layer.dispatchEvent(event);
  };
  const show = (id: string) => one.setImage(image(id), shape);
  return { one, send, arrow, show };
}

const kinds = (events: readonly ViewportEvent[]) => events.map(({ kind }) => kind);
const told = (events: readonly ViewportEvent[]) =>
  events.flatMap((event) => (event.kind === 'annotation' ? [event] : []));

beforeEach(() => {
  vi.stubGlobal('document', { createElementNS: () => new FakeElement() });
  vi.stubGlobal('SVGElement', FakeElement);
  vi.stubGlobal('PointerEvent', FakePointer);
  return () => vi.unstubAllGlobals();
});

describe('what is being drawn', () => {
  it('is taken back where its slice leaves the screen, and goes on where that comes as another picture', () => {
    const { one, show } = pen();
    one.start('length', { x: 5, y: 5 }, false);
    one.draw({ x: 50, y: 5 });
    const [first] = told(one.take());
    show('first');
    one.draw({ x: 60, y: 5 });
    expect(told(one.take())).toMatchObject([{ image: 'first', gesture: first?.gesture }]);
    show('second');
    one.draw({ x: 70, y: 5 });
    one.end();
    expect(one.take()).toEqual([{ kind: 'annotation-taken-back', gesture: first?.gesture }]);
  });
});

describe('an annotation that a hand moves', () => {
  it('is told as held, then as it moves, and can be stopped', () => {
    const { one, send } = pen();
    send('down', 15, 10);
    expect(kinds(one.take())).toEqual(['annotation-selected', 'drawing']);
    send('move', 25, 30);
    const [moved] = told(one.take());
    expect(moved?.annotation.points).toEqual([pointAt(20, 30), pointAt(30, 30)]);
    expect(one.stop()).toBe(moved?.gesture);
    send('move', 26, 30);
    send('up', 26, 30);
    expect(one.take()).toEqual([]);
    expect(one.stop()).toBeUndefined();
  });

  it('stays on its own slice as it was, where that leaves the screen', () => {
    const { one, send, show } = pen();
    send('down', 15, 10);
    send('move', 25, 30);
    const [moved] = told(one.take());
    show('second');
    send('move', 30, 30);
    expect(one.take()).toEqual([{ kind: 'annotation-taken-back', gesture: moved?.gesture }]);
  });
});

describe('arrow keys', () => {
  it('move it as far as they were pressed, however many came in one frame', () => {
    const { one, arrow } = pen();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) arrow(key);
    const events = told(one.take());
    expect(events.map(({ annotation }) => annotation.points)).toEqual([[pointAt(12, 11), pointAt(22, 11)]]);
  });
});
