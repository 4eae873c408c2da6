import type { FrameGeometry } from '../../dicom/index.ts';
import { useView } from '../useRoom.ts';

const PIXELS = [500, 200, 100, 50, 20, 10, 5] as const;
const LENGTHS = [100, 50, 20, 10, 5, 2, 1] as const;
/** CSS pixels, of a pane alone and of one beside others. */
const LONGEST = { alone: 110, beside: 60 } as const;

interface ScaleBarProps {
  readonly spacing: FrameGeometry['pixelSpacing'];
  /** Canvas pixels an image pixel. */
  readonly scale: number | undefined;
}

/** A bar of round millimetres beside the window's values; of round pixels where the file states no spacing. */
export function ScaleBar({ spacing, scale }: ScaleBarProps) {
  const longest = useView((state) => LONGEST[state.layout === 'one' ? 'alone' : 'beside']);
  if (scale === undefined) return null;
  // The scale is that of a pixel's shorter side.
  const perUnit = spacing ? scale / Math.min(spacing.row, spacing.column) : scale;
  const lengths: readonly number[] = spacing ? LENGTHS : PIXELS;
  const length = lengths.find((units) => units * perUnit <= longest);
  if (length === undefined) return null;
  return (
    <span className="scale-bar">
      <span>
        {length} {spacing ? 'mm' : 'px'}
      </span>
      <span className="bar" style={{ width: length * perUnit }} />
    </span>
  );
}
