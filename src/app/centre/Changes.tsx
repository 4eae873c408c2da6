import type { HounsfieldFrame } from '../../dicom/index.ts';
import { isNegative, type Attitude } from '../../viewport/index.ts';
import { changesInWords } from '../changes.ts';
import { useView } from '../useRoom.ts';

interface ChangesProps {
  readonly frame: HounsfieldFrame | undefined;
  readonly attitude: Attitude;
}

/** How a pane shows its image otherwise than stored. Inversion is one for all panes. */
export function Changes({ frame, attitude }: ChangesProps) {
  const inverted = useView((state) => state.inverted);
  const changes = changesInWords(frame !== undefined && isNegative(frame, inverted), attitude);
  return changes !== '' && <span className="changed">{changes}</span>;
}
