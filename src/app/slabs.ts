/** Slabs that can be chosen, and what they are called. */
import { millimetre } from '../base/index.ts';
import type { Slab } from '../volume/index.ts';
import { t } from './words/index.ts';

const THICKNESSES = [5, 10, 20] as const;

/** Slices and cuts as they are first, then ever thicker, by their mean and by their maximum. */
export const SLABS: readonly (Slab | undefined)[] = [
  undefined,
  ...(['mean', 'maximum'] as const).flatMap((mode) =>
    THICKNESSES.map((mm) => ({ mode, thickness: millimetre(mm) })),
  ),
];

/** `Mean 10 mm`. */
export function slabInWords(slab: Slab | undefined): string {
  return slab ? t(`pane.${slab.mode}`, { mm: slab.thickness }) : t('pane.thin');
}
