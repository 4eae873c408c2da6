import { describe, expect, it } from 'vitest';
import { millimetre } from '../base/index.ts';
import type { FrameGeometry } from '../dicom/index.ts';
import { fitView, imagePointAt, panView, placementOf, sameShape, shapeOf, zoomView } from './view.ts';

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
    expect(placementOf(view, pane, head).origin).toEqual({ x: 50, y: 0 });
  });

  it('shows pixels that are not square in true proportion', () => {
    const pane = { width: 600, height: 600 };
    const tall = shapeOf({ rows: 256, columns: 512 }, geometry(1, 0.5));
    const wide = shapeOf({ rows: 512, columns: 256 }, geometry(0.5, 1));
    for (const shape of [tall, wide]) {
      const { scale, origin } = placementOf(fitView(pane, shape), pane, shape);
      expect(scale.x * shape.columns).toBeCloseTo(600, 9);
      expect(scale.y * shape.rows).toBeCloseTo(600, 9);
      expect(origin).toEqual({ x: 0, y: 0 });
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
    const { origin } = placementOf(moved, pane, head);
    expect(origin).toEqual({ x: 80, y: -20 });
  });

  it('stop where the image would be lost', () => {
    const far = panView(fitted, pane, head, { x: 1e6, y: 0 });
    expect(placementOf(far, pane, head).origin.x).toBeCloseTo(600 - 32, 9);
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
  });

  it('are not those of another size, proportion or orientation', () => {
    expect(sameShape(head, shapeOf({ rows: 512, columns: 256 }, geometry(0.488, 0.488)))).toBe(false);
    expect(sameShape(head, shapeOf({ rows: 512, columns: 512 }, geometry(0.488, 0.6)))).toBe(false);
    expect(sameShape(head, shapeOf({ rows: 512, columns: 512 }, geometry(0.488, 0.488, 0.3)))).toBe(false);
    const lost = { ...geometry(0.488, 0.488), orientation: undefined };
    expect(sameShape(head, shapeOf({ rows: 512, columns: 512 }, lost))).toBe(false);
  });
});
