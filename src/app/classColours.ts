/**
 * A colour a kind of bleed, the same in bars, strip and lists: Okabe and Ito's palette, told apart with every common colour
 * blindness, on the page's dark ground. Never alone: names, heights or marks say the same.
 * @see https://jfly.uni-koeln.de/color/ (M. Okabe, K. Ito, 2008)
 */
import type { HemorrhageClass } from '../base/index.ts';

export const CLASS_COLOURS: Readonly<Record<HemorrhageClass, string>> = {
  epidural: '#56b4e9',
  intraparenchymal: '#e8703a',
  intraventricular: '#cc79a7',
  subarachnoid: '#f0e442',
  subdural: '#2bb58a',
  any: '#e2a63d',
};
