import type { ReactNode } from 'react';
import type { FrameGeometry, HounsfieldFrame, Slice } from '../../dicom/index.ts';
import { fileWindowNumber, voiOf, type WindowChoice } from '../../study/index.ts';
import { fileWindowInWords, zoomInWords } from '../cornerLines.ts';
import { windowInWords } from '../format.ts';
import { useStudy } from '../useRoom.ts';
import { Changes } from './Changes.tsx';
import { ScaleBar } from './ScaleBar.tsx';
import type { Lying } from './useLying.ts';

interface WindowCornerProps {
  /** Whose file may have windows of its own. */
  readonly slice: Slice;
  /** What is shown of it, or through it. */
  readonly frame: HounsfieldFrame | undefined;
  readonly spacing: FrameGeometry['pixelSpacing'];
  readonly lying: Lying;
  /** The study's where it is left out. */
  readonly choice?: WindowChoice;
  /** More lines, above the window. */
  readonly children?: ReactNode;
}

/** The lower right corner: how the image is shown otherwise than stored, how large, and in which window. */
export function WindowCorner({ slice, frame, spacing, lying, choice, children }: WindowCornerProps) {
  const shared = useStudy((state) => state.window);
  const window = choice ?? shared;
  const voi = voiOf(window, slice, frame);
  const several = fileWindowNumber(window, slice);
  return (
    <div className="corner bottom right-side">
      {several && <span>{fileWindowInWords(voi, several)}</span>}
      <Changes frame={frame} attitude={lying.attitude} />
      <ScaleBar spacing={spacing} scale={lying.scale} />
      {children}
      <strong>{windowInWords(voi)}</strong>
    </div>
  );
}

/** How large a pixel of the file is. */
export function Zoom({ scale }: Pick<Lying, 'scale'>) {
  return <span>{zoomInWords(scale)}</span>;
}
