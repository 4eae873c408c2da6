import { describe, expect, it } from 'vitest';
import { followHand, type Hand } from './gestures.ts';
import type { DragTool } from './types.ts';
import type { Point } from './view.ts';

/** An element of nothing but events, with a hand that writes down what it is told. */
function handOn(tool: DragTool) {
  const told: string[] = [];
  const pans: Point[] = [];
  const zooms: number[] = [];
  const windows: Point[] = [];
  const hand: Hand = {
    dragTool: () => tool,
    onGrasp: () => false,
    onLine: () => told.push('line'),
    onWindowStart: () => told.push('window'),
    onWindow: (by) => windows.push(by),
    onWindowWheel: () => undefined,
    onScrollDrag: () => told.push('scroll'),
    onScroll: () => told.push('scroll'),
    onPan(by) {
      told.push('pan');
      pans.push(by);
    },
    onZoom(factor) {
      told.push('zoom');
      zooms.push(factor);
    },
    onDrawStart: (kind, _, finger) => told.push(`${kind}${finger ? ' by finger' : ''}`),
    onDraw: () => told.push('draw'),
    onDrawEnd: () => told.push('drawn'),
    onPinchStart: () => told.push('pinch'),
    onClick: () => told.push('click'),
    onFit: () => told.push('fit'),
    onHover: () => undefined,
  };
  const element = Object.assign(new EventTarget(), {
    style: {},
    setPointerCapture: () => undefined,
    hasPointerCapture: () => false,
    getBoundingClientRect: () => ({ left: 0, top: 0 }),
  });
  followHand(element as unknown as HTMLElement, hand);
  const send = (type: string, x: number, y: number, more: object = {}) => {
    const mouse = { pointerId: 1, pointerType: 'mouse', isPrimary: true, button: 0, clientX: x, clientY: y };
    element.dispatchEvent(Object.assign(new Event(`pointer${type}`), { ...mouse, ...more }));
  };
  const finger = (pointerId: number) => ({ pointerId, pointerType: 'touch', isPrimary: pointerId === 2 });
  return { told, pans, zooms, windows, send, finger };
}

describe('a press', () => {
  it('is a click until the hand has gone a few pixels, and no drag', () => {
    const { told, send } = handOn('length');
    send('down', 50, 50);
    send('move', 51, 52);
    send('up', 51, 52);
    expect(told).toEqual(['click']);
    send('down', 50, 50);
    send('move', 53, 50);
    send('up', 53, 50);
    expect(told).toEqual(['click', 'length', 'draw', 'drawn']);
  });
});

describe('a second finger', () => {
  it('makes a pinch of what the first had begun to draw, and finishes nothing', () => {
    const { told, send, finger } = handOn('arrow');
    send('down', 50, 50, finger(2));
    send('move', 60, 50, finger(2));
    expect(told).toEqual(['arrow by finger', 'draw']);
    send('down', 90, 50, finger(3));
    send('move', 95, 50, finger(3));
    send('move', 55, 50, finger(2));
    send('up', 55, 50, finger(2));
    send('move', 99, 50, finger(3));
    send('up', 99, 50, finger(3));
    expect(told.slice(2)).toEqual(['pinch', 'pan', 'zoom', 'pan', 'zoom']);
  });

  it('zooms and pans from where the first one is by then', () => {
    const { pans, zooms, send, finger } = handOn('scroll');
    send('down', 50, 50, finger(2));
    send('move', 150, 50, finger(2));
    send('down', 250, 50, finger(3));
    send('move', 150, 50, finger(2));
    send('move', 260, 50, finger(3));
    expect(pans).toEqual([
      { x: 0, y: 0 },
      { x: 5, y: 0 },
    ]);
    expect(zooms).toEqual([1, 1.1]);
    send('up', 260, 50, finger(3));
    send('move', 100, 50, finger(2));
    send('down', 200, 50, finger(4));
    send('move', 200, 60, finger(4));
    expect(pans.at(-1)).toEqual({ x: 0, y: 5 });
  });

  it('leaves the window as it was before the first began to drag it', () => {
    const { told, windows, send, finger } = handOn('window');
    send('down', 50, 50, finger(2));
    send('move', 80, 50, finger(2));
    send('down', 90, 50, finger(3));
    expect(told).toEqual(['window', 'pinch']);
    expect(windows).toEqual([
      { x: 30, y: 0 },
      { x: 0, y: 0 },
    ]);
  });

  it('is none where the one before was lifted unheard', () => {
    const { told, send, finger } = handOn('window');
    send('down', 50, 50, finger(2));
    send('down', 90, 50, finger(3));
    send('up', 90, 50, finger(3));
    const next = { ...finger(4), isPrimary: true };
    send('down', 50, 50, next);
    send('move', 60, 50, next);
    expect(told).toEqual(['pinch', 'window']);
  });
});
