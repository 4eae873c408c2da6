import type { ReactNode } from 'react';
import type { Series } from '../../dicom/index.ts';
import type { PaneName } from '../../study/index.ts';
import type { Slab } from '../../volume/index.ts';
import { placeWords, sliceNumber } from '../cornerLines.ts';
import { Probe } from './Probe.tsx';

interface SliceCornerProps {
  readonly pane: PaneName;
  readonly series: Series;
  /** Of the slice that is shown, from 0. */
  readonly index: number;
  /** What stands in place of the slice. */
  readonly slab?: Slab | undefined;
  /** More lines, above the slice's number. */
  readonly children?: ReactNode;
}

/** The lower left corner: what lies under the pointer, how thick the slice is, where it lies, which one it is. */
export function SliceCorner({ pane, series, index, slab, children }: SliceCornerProps) {
  const { thickness, position } = placeWords(series, index, slab);
  return (
    <div className="corner bottom left-side">
      <Probe pane={pane} />
      <span className="place">
        {slab ? <span className="changed">{thickness}</span> : thickness}
        {thickness && position && ' · '}
        {position}
      </span>
      {children}
      <strong className="slice-number">{sliceNumber(series, index)}</strong>
    </div>
  );
}
