import { describe, expect, it } from 'vitest';
import { hounsfield } from '../base/index.ts';
import type { HounsfieldFrame } from '../dicom/index.ts';
import { upright } from './attitude.ts';
import { createTelling, type Standing } from './telling.ts';
import type { ViewportEvent } from './types.ts';

const frame: HounsfieldFrame = {
  rows: 10,
  columns: 10,
  values: Int16Array.from({ length: 100 }, (_, index) => index),
  min: hounsfield(0),
  max: hounsfield(99),
};

/** An image of 10 × 10 pixels in a pane of 100 × 100, ten pixels of the pane to one of the image. */
const standing: Standing = {
  frame,
  shape: { rows: 10, columns: 10, aspect: { x: 1, y: 1 }, orientation: undefined },
  view: { scale: 10, pan: { x: 0, y: 0 }, attitude: upright },
  fits: true,
  voi: { center: 40, width: 80, shape: 'LINEAR', name: undefined },
  pane: { width: 100, height: 100 },
  pointer: undefined,
};

function told(now: () => Standing = () => standing) {
  const events: ViewportEvent[] = [];
  const telling = createTelling(now, (event) => events.push(event));
  const next = () => {
    telling.tell();
    return events.splice(0);
  };
  return { telling, next };
}

describe('what a viewport tells in a frame', () => {
  it('is how it lies, once, and again where that has changed', () => {
    let now = standing;
    const { next } = told(() => now);
    expect(next()).toEqual([{ kind: 'view', scale: 10, attitude: upright }]);
    expect(next()).toEqual([]);
    now = { ...standing, view: { ...standing.view, scale: 20 } };
    expect(next()).toEqual([{ kind: 'view', scale: 20, attitude: upright }]);
  });

  it('is of one gesture only where it has led, slices of this pane alone by themselves', () => {
    const { telling, next } = told();
    next();
    telling.scrolled(2, false);
    telling.scrolled(1, false);
    telling.scrolled(-1, true);
    telling.windowed();
    telling.windowed();
    expect(next()).toEqual([
      { kind: 'scroll', slices: 3 },
      { kind: 'scroll', slices: -1, alone: true },
      { kind: 'voi', voi: standing.voi },
    ]);
    telling.scrolled(1, false);
    telling.scrolled(-1, false);
    expect(next()).toEqual([]);
  });

  it('is a look that a hand led to, and not one that somebody set', () => {
    const { telling, next } = told();
    next();
    telling.looked(false);
    expect(next()).toEqual([{ kind: 'look', look: { view: standing.view, fits: true } }]);
    telling.looked(false);
    telling.looked(true);
    expect(next()).toEqual([]);
  });

  it('is where was clicked in the image, and what lies under the pointer', () => {
    let now = standing;
    const { telling, next } = told(() => now);
    next();
    telling.clicked({ x: 25, y: 35 });
    expect(next()).toEqual([{ kind: 'click', at: { x: 2.5, y: 3.5 } }]);
    now = { ...standing, pointer: { x: 25, y: 35 } };
    expect(next()).toEqual([{ kind: 'probe', at: { x: 2.5, y: 3.5 }, value: 32, otherUnit: undefined }]);
    expect(next()).toEqual([]);
    now = standing;
    expect(next()).toEqual([{ kind: 'probe', at: undefined, value: undefined }]);
  });

  it('is where a line was dragged last', () => {
    const { telling, next } = told();
    next();
    telling.lineMoved('coronal', { x: 20, y: 30 });
    telling.lineMoved('coronal', { x: 25, y: 35 });
    expect(next()).toEqual([{ kind: 'line', line: 'coronal', at: { x: 2.5, y: 3.5 } }]);
    expect(next()).toEqual([]);
  });

  it('is of the image that a listener has shown in answer', () => {
    let now: Standing = { ...standing, pointer: { x: 5, y: 5 } };
    const events: ViewportEvent[] = [];
    const telling = createTelling(
      () => now,
      (event) => {
        events.push(event);
        if (event.kind === 'scroll') now = { ...now, frame: { ...frame, values: frame.values.map(() => 7) } };
      },
    );
    telling.scrolled(1, false);
    telling.tell();
    expect(events.find(({ kind }) => kind === 'probe')).toMatchObject({ value: 7 });
  });
});
