import type { FrameGeometry } from '../dicom/index.ts';

const PIXELS = [500, 200, 100, 50, 20, 10, 5] as const;
const LENGTHS = [100, 50, 20, 10, 5, 2, 1] as const;

/** CSS pixels, in a pane alone and in one beside others. */
export const LONGEST_BAR = { alone: 110, beside: 60 } as const;

export interface ScaleBar {
  /** Round. */
  readonly length: number;
  /** Pixels where the file states no spacing. */
  readonly unit: 'mm' | 'px';
  /** CSS pixels that it is long. */
  readonly width: number;
}

/**
 * The longest bar of a round length that has room; undefined where not even the shortest has.
 * @param scale    CSS pixels to the shorter side of an image pixel
 * @param longest  CSS pixels
 */
export function scaleBarOf(
  spacing: FrameGeometry['pixelSpacing'],
  scale: number,
  longest: number,
): ScaleBar | undefined {
  const perUnit = spacing ? scale / Math.min(spacing.row, spacing.column) : scale;
  const lengths: readonly number[] = spacing ? LENGTHS : PIXELS;
  const length = lengths.find((units) => units * perUnit <= longest);
  return length === undefined ? undefined : { length, unit: spacing ? 'mm' : 'px', width: length * perUnit };
}
