import { HEMORRHAGE_CLASSES, type HemorrhageClass } from '../base/index.ts';
import type { HounsfieldFrame } from '../dicom/index.ts';
import { seenSide, type SliceScore } from '../inference/index.ts';
import type { Preprocessing } from '../model/index.ts';
import type { EvidenceOverlay } from '../viewport/index.ts';

/**
 * Where on the slice one class's evidence lies, as an overlay in [0, 1].
 *
 * A network that is sure is sure everywhere, for a cell sees far around itself: shown is therefore by how much a cell's
 * evidence lies above the mean of all, however it is pooled into the logit, as a share of the most that one does, times the
 * class's probability. Where the model sees next to nothing there is next to nothing to see.
 */
export function evidenceOverlay(
  { evidence, probabilities }: SliceScore,
  of: HemorrhageClass,
  shape: Pick<HounsfieldFrame, 'rows' | 'columns'>,
  preprocessing: Pick<Preprocessing, 'size' | 'fit'>,
): EvidenceOverlay {
  const { height, width, values } = evidence;
  const classes = HEMORRHAGE_CLASSES.length;
  const column = HEMORRHAGE_CLASSES.indexOf(of);
  const cells = Float32Array.from(
    { length: height * width },
    (_, cell) => values[cell * classes + column] ?? 0,
  );
  const mean = cells.reduce((sum, value) => sum + value, 0) / Math.max(1, cells.length);
  const most = cells.reduce((highest, value) => Math.max(highest, value - mean), 0);
  const share = (value: number) => (most > 0 ? (Math.max(0, value - mean) / most) * probabilities[of] : 0);
  return { side: seenSide(shape, preprocessing), height, width, values: cells.map(share) };
}
