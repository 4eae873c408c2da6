import { activeSlice } from '../../study/index.ts';
import { useStudy, useView } from '../useRoom.ts';

const LENGTHS = [100, 50, 20, 10, 5, 2, 1] as const;
/** CSS pixels. */
const LONGEST = 110;

/** A bar of round millimetres beside the window's values; none where the file states no spacing. */
export function ScaleBar() {
  const spacing = useStudy((state) => activeSlice(state)?.geometry.pixelSpacing);
  const scale = useView((state) => state.scale);
  if (!spacing || scale === undefined) return null;
  // The scale is that of a pixel's shorter side.
  const perMillimetre = scale / Math.min(spacing.row, spacing.column);
  const length = LENGTHS.find((mm) => mm * perMillimetre <= LONGEST);
  if (length === undefined) return null;
  return (
    <span className="scale-bar">
      <span>{length} mm</span>
      <span className="bar" style={{ width: length * perMillimetre }} />
    </span>
  );
}
