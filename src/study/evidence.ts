import { HEMORRHAGE_CLASSES, type HemorrhageClass } from '../base/index.ts';
import type { SliceScore } from '../inference/index.ts';
import type { EvidenceOverlay } from '../viewport/index.ts';

/**
 * The evidence of one class as an overlay, in [0, 1]: the sigmoid of each cell's logit.
 *
 * The slice's logit is the mean of the cells' evidence plus the bias, so `logit − mean` is that bias: with it, a cell
 * shows the probability the slice would have if all of it looked like that cell.
 */
export function evidenceOverlay({ evidence, logits }: SliceScore, of: HemorrhageClass): EvidenceOverlay {
  const { height, width, values } = evidence;
  const classes = HEMORRHAGE_CLASSES.length;
  const column = HEMORRHAGE_CLASSES.indexOf(of);
  const cells = Float32Array.from(
    { length: height * width },
    (_, cell) => values[cell * classes + column] ?? 0,
  );
  const mean = cells.reduce((sum, value) => sum + value, 0) / Math.max(1, cells.length);
  const bias = (logits[column] ?? 0) - mean;
  return { height, width, values: cells.map((value) => 1 / (1 + Math.exp(-(value + bias)))) };
}
