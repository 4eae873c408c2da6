import { describe, expect, it } from 'vitest';
import { nearestLine, type CrossLine } from './crossLines.ts';
import type { Placement } from './view.ts';

/** Ten pixels of the pane to one of the image, the image 20 pixels from the left. */
const PLACEMENT: Placement = { a: 10, b: 0, c: 0, d: 10, e: 20, f: 0 };
const line = (name: string, from: [number, number], to: [number, number]): CrossLine => ({
  name,
  from: { x: from[0], y: from[1] },
  to: { x: to[0], y: to[1] },
  colour: 'red',
});
const upright = line('sagittal', [4, 0], [4, 10]);
const lying = line('coronal', [0, 5], [10, 5]);

describe('the line under a hand', () => {
  const near = (x: number, y: number, placement = PLACEMENT) =>
    nearestLine([upright, lying], placement, { x, y }, 5);

  it('is the nearest within reach, and none beyond it or past its ends', () => {
    expect(near(64, 20)?.name).toBe('sagittal');
    expect(near(66, 20)).toBeUndefined();
    expect(near(62, 51)?.name).toBe('coronal');
    expect(near(61, 52)?.name).toBe('sagittal');
    expect(near(17, 50)?.name).toBe('coronal');
    expect(near(14, 50)).toBeUndefined();
    expect(near(60, 106)).toBeUndefined();
    expect(nearestLine([], PLACEMENT, { x: 60, y: 20 }, 5)).toBeUndefined();
  });

  it('is moved across itself, whichever way the image is turned', () => {
    expect(near(60, 20)?.cursor).toBe('ew-resize');
    expect(near(40, 50)?.cursor).toBe('ns-resize');
    const turned: Placement = { a: 0, b: 10, c: -10, d: 0, e: 100, f: 0 };
    expect(near(50, 20, turned)).toEqual({ name: 'coronal', cursor: 'ew-resize' });
    expect(near(80, 40, turned)).toEqual({ name: 'sagittal', cursor: 'ns-resize' });
  });
});
