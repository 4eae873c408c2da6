import { describe, expect, it } from 'vitest';
import { millimetre } from '../base/index.ts';
import type { FrameGeometry } from '../dicom/index.ts';
import { turned, upright, type Turn } from './attitude.ts';
import {
  fitView,
  imagePointAt,
  panePointOf,
  panView,
  placementOf,
  sameShape,
  shapeOf,
  turnView,
  withinPane,
  zoomView,
} from './view.ts';

const geometry = (row?: number, column?: number, tilt = 0): FrameGeometry => ({
  position: undefined,
  orientation: { row: [1, 0, 0], column: [0, Math.cos(tilt), -Math.sin(tilt)] },
  pixelSpacing:
    row === undefined || column === undefined
      ? undefined
      : { row: millimetre(row), column: millimetre(column) },
  sliceThickness: undefined,
});
const head = shapeOf({ rows: 512, columns: 512 }, geometry(0.488, 0.488));

describe('fitting', () => {
  it('shows the whole image, centred, as large as the pane allows', () => {
    const pane = { width: 600, height: 500 };
    const view = fitView(pane, head);
    expect(view.scale).toBeCloseTo(500 / 512, 9);
    expect(placementOf(view, pane, head)).toMatchObject({ e: 50, f: 0 });
  });

  it('shows pixels that are not square in true proportion', () => {
    const pane = { width: 600, height: 600 };
    const tall = shapeOf({ rows: 256, columns: 512 }, geometry(1, 0.5));
    const wide = shapeOf({ rows: 512, columns: 256 }, geometry(0.5, 1));
    for (const shape of [tall, wide]) {
      const { a, d, e, f } = placementOf(fitView(pane, shape), pane, shape);
      expect(a * shape.columns).toBeCloseTo(600, 9);
      expect(d * shape.rows).toBeCloseTo(600, 9);
      expect({ e, f }).toEqual({ e: 0, f: 0 });
    }
  });

  it('takes pixels for square where the file gives no spacing or a zero', () => {
    expect(shapeOf({ rows: 2, columns: 2 }, geometry()).aspect).toEqual({ x: 1, y: 1 });
    expect(shapeOf({ rows: 2, columns: 2 }, geometry(0, 0.5)).aspect).toEqual({ x: 1, y: 1 });
  });
});

describe('zoom and pan', () => {
  const pane = { width: 600, height: 500 };
  const fitted = fitView(pane, head);

  it('keep what lies under the pointer while zooming', () => {
    const at = { x: 123, y: 321 };
    const before = imagePointAt(placementOf(fitted, pane, head), at);
    const after = imagePointAt(placementOf(zoomView(fitted, pane, 3.7, at), pane, head), at);
    expect(after.x).toBeCloseTo(before.x, 9);
    expect(after.y).toBeCloseTo(before.y, 9);
  });

  it('follow the hand pixel by pixel', () => {
    const moved = panView(fitted, pane, head, { x: 30, y: -20 });
    expect(placementOf(moved, pane, head)).toMatchObject({ e: 80, f: -20 });
  });

  it('stop where the image would be lost', () => {
    const far = panView(fitted, pane, head, { x: 1e6, y: 0 });
    expect(placementOf(far, pane, head).e).toBeCloseTo(600 - 32, 9);
    expect(zoomView(fitted, pane, 1e9, { x: 0, y: 0 }).scale).toBe(20);
    expect(zoomView(fitted, pane, 0, { x: 0, y: 0 }).scale).toBe(0.1);
  });

  it('start from a fit beyond the limits without a jump', () => {
    const film = fitView(pane, shapeOf({ rows: 10_000, columns: 10_000 }, geometry(0.1, 0.1)));
    expect(film.scale).toBe(0.05);
    expect(zoomView(film, pane, 0.5, { x: 0, y: 0 }).scale).toBe(0.05);
    expect(zoomView(film, pane, 1.5, { x: 0, y: 0 }).scale).toBeCloseTo(0.075, 9);
  });

  it('keep the middle of the image in the middle when the pane grows', () => {
    const grown = { width: 900, height: 800 };
    const before = imagePointAt(placementOf(fitted, pane, head), { x: 300, y: 250 });
    const after = imagePointAt(placementOf(fitted, grown, head), { x: 450, y: 400 });
    expect(after).toEqual(before);
  });
});

describe('slices of one shape', () => {
  it('are those whose size, spacing and orientation agree up to what scanners write', () => {
    expect(sameShape(head, shapeOf({ rows: 512, columns: 512 }, geometry(0.48800001, 0.488, 1e-5)))).toBe(
      true,
    );
    // As far as slices of one series may be turned against each other.
    expect(sameShape(head, shapeOf({ rows: 512, columns: 512 }, geometry(0.488, 0.488, 0.004)))).toBe(true);
  });

  it('are not those of another size, proportion or orientation', () => {
    expect(sameShape(head, shapeOf({ rows: 512, columns: 256 }, geometry(0.488, 0.488)))).toBe(false);
    expect(sameShape(head, shapeOf({ rows: 512, columns: 512 }, geometry(0.488, 0.6)))).toBe(false);
    expect(sameShape(head, shapeOf({ rows: 512, columns: 512 }, geometry(0.488, 0.488, 0.3)))).toBe(false);
    const lost = { ...geometry(0.488, 0.488), orientation: undefined };
    expect(sameShape(head, shapeOf({ rows: 512, columns: 512 }, lost))).toBe(false);
  });
});

describe('flips and quarter turns', () => {
  const pane = { width: 600, height: 500 };
  const tall = shapeOf({ rows: 400, columns: 200 }, geometry(1, 0.5));
  const view = panView(zoomView(fitView(pane, tall), pane, 2, { x: 100, y: 80 }), pane, tall, {
    x: 9,
    y: -5,
  });
  const seen = (of: typeof view, x: number, y: number) => panePointOf(placementOf(of, pane, tall), { x, y });

  it('turn what is seen about the middle of the pane', () => {
    const { x, y } = seen(view, 30, 70);
    const fromMiddle = { x: x - 300, y: y - 250 };
    const expected: Record<Turn, { x: number; y: number }> = {
      'flip-horizontal': { x: 300 - fromMiddle.x, y },
      'flip-vertical': { x, y: 250 - fromMiddle.y },
      'rotate-right': { x: 300 - fromMiddle.y, y: 250 + fromMiddle.x },
      'rotate-left': { x: 300 + fromMiddle.y, y: 250 - fromMiddle.x },
    };
    for (const turn of ['flip-horizontal', 'flip-vertical', 'rotate-right', 'rotate-left'] as const) {
      const point = seen(turnView(view, turn), 30, 70);
      expect(point.x, turn).toBeCloseTo(expected[turn].x, 9);
      expect(point.y, turn).toBeCloseTo(expected[turn].y, 9);
    }
  });

  it('find the same pixel under the pointer as is drawn there, in all eight attitudes', () => {
    let attitude = upright;
    for (const flip of ['flip-horizontal', 'flip-vertical'] as const) {
      for (let quarter = 0; quarter < 4; quarter++) {
        attitude = turned(attitude, 'rotate-right');
        const placement = placementOf({ ...view, attitude }, pane, tall);
        const { x, y } = imagePointAt(placement, panePointOf(placement, { x: 12.5, y: 321.25 }));
        expect([x, y].map((value) => Number(value.toFixed(9)))).toEqual([12.5, 321.25]);
      }
      attitude = turned(attitude, flip);
    }
  });

  it('fit a turned image by its turned sides, in true proportion', () => {
    const onItsSide = fitView(pane, tall, turned(upright, 'rotate-left'));
    // 400 rows of twice a column's width: 800 across and 200 down, at most 600 across.
    expect(onItsSide.scale).toBeCloseTo(0.75, 9);
    const far = panView(onItsSide, pane, tall, { x: 0, y: 1e6 });
    expect(far.pan.y).toBeCloseTo((500 + 200 * 0.75) / 2 - 32, 9);
  });
});

it('a point led by keys leaves the pane on no side', () => {
  const pane = { width: 300, height: 200 };
  expect(withinPane(pane, { x: 120, y: 80 })).toEqual({ x: 120, y: 80 });
  expect(withinPane(pane, { x: -6, y: 206 })).toEqual({ x: 0, y: 200 });
  expect(withinPane(pane, { x: 306, y: -6 })).toEqual({ x: 300, y: 0 });
});
