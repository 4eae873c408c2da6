/** What lies under the pointer. */
import { hounsfield, type Hounsfield, type ImagePixel } from '../base/index.ts';
import type { HounsfieldFrame } from '../dicom/index.ts';
import { imagePointAt, type Placement, type Point } from './view.ts';

export interface Probe {
  readonly at: { x: ImagePixel; y: ImagePixel } | undefined;
  readonly value: Hounsfield | undefined;
  /** The value is in a unit that is not known. */
  readonly otherUnit?: true | undefined;
}

/** Beside the image, or without one. */
export const noProbe: Probe = { at: undefined, value: undefined };

/** @param at  CSS pixels from the pane's top left corner */
export function probeAt(frame: HounsfieldFrame, placement: Placement, at: Point): Probe {
  const { x, y } = imagePointAt(placement, at);
  const inside = x >= 0 && y >= 0 && x < frame.columns && y < frame.rows;
  const value = inside ? frame.values[Math.floor(y) * frame.columns + Math.floor(x)] : undefined;
  if (value === undefined) return noProbe;
  return { at: { x, y }, value: hounsfield(value), otherUnit: frame.otherUnit };
}

export function sameProbe(a: Probe, b: Probe): boolean {
  return a.at?.x === b.at?.x && a.at?.y === b.at?.y && a.value === b.value && a.otherUnit === b.otherUnit;
}
