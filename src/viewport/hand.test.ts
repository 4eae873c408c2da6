import { describe, expect, it } from 'vitest';
import type { VoiWindow } from '../dicom/index.ts';
import { createSliceWheel, draggedSlices, draggedWindow, wheelWindowDrag, wheelZoomFactor } from './hand.ts';

const brain: VoiWindow = { center: 40, width: 80, shape: 'LINEAR', name: 'Brain' };
const bone: VoiWindow = { center: 600, width: 2800, shape: 'LINEAR', name: 'Bone' };

describe('a drag of the window', () => {
  it('restores the window exactly when it comes back to its beginning', () => {
    expect(draggedWindow(brain, 0, 0)).toBe(brain);
  });

  it('raises the centre downwards and widens to the right, and loses its name', () => {
    expect(draggedWindow(brain, 0, 100)).toEqual({ ...brain, center: 60, name: undefined });
    expect(draggedWindow(brain, 100, 0)).toEqual({ ...brain, width: 112, name: undefined });
    expect(draggedWindow(brain, -100, -100)).toEqual({ ...brain, center: 20, width: 57, name: undefined });
  });

  it('moves a wide window by as many of its widths as a narrow one', () => {
    const shift = (from: VoiWindow) => (draggedWindow(from, 0, 100).center - from.center) / from.width;
    expect(shift(bone)).toBeCloseTo(shift(brain), 9);
  });

  it('never makes a LINEAR window narrower than 1, nor any endless', () => {
    expect(draggedWindow(brain, -10_000, 0).width).toBe(1);
    expect(draggedWindow(brain, 10_000, 1e9)).toMatchObject({ width: 65_536, center: 65_536 });
  });

  it('keeps decimals in narrow windows of other functions, and the function', () => {
    const narrow: VoiWindow = { center: 0.5, width: 0.2, shape: 'SIGMOID', name: undefined };
    expect(draggedWindow(narrow, 30, 40)).toEqual({ ...narrow, center: 0.52, width: 0.22 });
  });
});

it('a drag through the slices goes one slice every 12 pixels, both ways', () => {
  expect([0, 11, 12, 25, -12, -11].map(draggedSlices)).toEqual([0, 0, 1, 2, -1, -0]);
});

describe('the wheel', () => {
  const turn = (deltaY: number, timeStamp = 0, deltaMode = 0, deltaX = 0) => ({
    deltaX,
    deltaY,
    deltaMode,
    timeStamp,
  });

  it('goes one slice a notch, however many pixels or lines the system makes of it', () => {
    for (const notch of [turn(100), turn(120), turn(80), turn(3, 0, 1), turn(0, 0, 0, 100)]) {
      expect(createSliceWheel()(notch)).toBe(1);
    }
    expect(createSliceWheel()(turn(-100))).toBe(-1);
  });

  it("adds up a trackpad's small steps", () => {
    const wheel = createSliceWheel();
    const slices = Array.from({ length: 15 }, (_, index) => wheel(turn(4, index * 16)));
    expect(slices.reduce((sum, slice) => sum + slice, 0)).toBe(2);
    expect(Math.max(...slices)).toBe(1);
  });

  it('forgets what is left over when the hand turns round or pauses', () => {
    const round = createSliceWheel();
    expect([round(turn(28, 0)), round(turn(-4, 16)), round(turn(-25, 32))]).toEqual([0, -0, -0]);
    const paused = createSliceWheel();
    expect([paused(turn(28, 0)), paused(turn(4, 1000))]).toEqual([0, 0]);
  });

  it('widens the window upwards and narrows it downwards, by a notch as far back as it came', () => {
    const up = draggedWindow(brain, wheelWindowDrag(turn(-100)), 0);
    expect(up.width).toBe(95);
    expect(draggedWindow(up, wheelWindowDrag(turn(0, 0, 0, 120)), 0).width).toBe(80);
  });

  it('zooms in upwards and out downwards, a notch as far as any other', () => {
    expect(wheelZoomFactor(turn(-100))).toBeCloseTo(wheelZoomFactor(turn(-120)), 9);
    expect(wheelZoomFactor(turn(-100)) * wheelZoomFactor(turn(100))).toBeCloseTo(1, 9);
    expect(wheelZoomFactor(turn(-2))).toBeCloseTo(Math.exp(0.02), 9);
  });
});
