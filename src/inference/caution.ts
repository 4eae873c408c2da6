/**
 * What speaks against a series without forbidding it: words people write into descriptions. A field of the header that
 * names a contrast agent keeps a slice from being scored; a description is free text, and may say "without".
 */
import type { Series } from '../dicom/index.ts';

/** Angiography, perfusion, enhancement; and a flow of contrast agent, as in `4cc sec` or `5 ml/s`. */
const CONTRAST =
  /\bCTA\b|ANGIO|PERFUSION|\bCTP\b|\bC\+|ENHANCED|\bPOST\b|(?:WITH|\bW\/?) ?(?:IV )?CONTRAST|\d ?(?:CC|ML) ?(?:\/|PER)? ?S(?:EC)?\b/i;

const WITHOUT = /\bNON?\b|WITHOUT|\bW\/?O\b|UN-?ENHANCED|\bNATIVE?\b|\bC-/i;

/** A sentence to stand beside the numbers of a series that the model may not have been made for; undefined where none. */
export function cautionOf(series: Pick<Series, 'description' | 'study'>): string | undefined {
  const said = [series.description, series.study.description].find(
    (text) => CONTRAST.test(text) && !WITHOUT.test(text),
  );
  return said === undefined
    ? undefined
    : `“${said}” reads like CT with contrast agent. The model was made for CT without: it may take vessels for blood.`;
}
