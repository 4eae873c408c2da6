/** How a mimic is drawn over tissue: it brightens, and never what is bone or calcification already. */
import { PIXELS, at } from '../field.ts';
import type { Ground } from '../ground.ts';

/** Brighter than this is bone or calcification already, HU. */
export const HARD = 90;

/** Brightens soft tissue of the cavity to `value` by a fraction. */
export function brighten(
  { hounsfield, cavity }: Ground,
  value: number,
  fraction: (index: number) => number,
  limit = HARD,
): void {
  for (let index = 0; index < PIXELS; index += 1) {
    const part = at(cavity, index);
    if (part === 0) continue;
    const before = at(hounsfield, index);
    if (before > limit || before >= value) continue;
    hounsfield[index] = before + (value - before) * Math.min(1, fraction(index)) * part;
  }
}
