import type { FrameGeometry } from '../../dicom/index.ts';
import { LONGEST_BAR, scaleBarOf } from '../scaleBar.ts';
import { useView } from '../useRoom.ts';

interface ScaleBarProps {
  readonly spacing: FrameGeometry['pixelSpacing'];
  /** CSS pixels to the shorter side of an image pixel. */
  readonly scale: number | undefined;
}

/** A bar of round millimetres beside the window's values; of round pixels where the file states no spacing. */
export function ScaleBar({ spacing, scale }: ScaleBarProps) {
  const longest = useView((state) => LONGEST_BAR[state.layout === 'one' ? 'alone' : 'beside']);
  const bar = scale === undefined ? undefined : scaleBarOf(spacing, scale, longest);
  if (!bar) return null;
  return (
    <span className="scale-bar">
      <span>
        {bar.length} {bar.unit}
      </span>
      <span className="bar" style={{ width: bar.width }} />
    </span>
  );
}
