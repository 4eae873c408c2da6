/** An Enhanced CT to vary in tests: what its frames share, and what each has of its own, lies in functional groups. */
import { ctFile } from './ct.ts';
import type { Elements } from './writer.ts';

/** @param changes  of the elements of `ctElements` that are not in a functional group */
export function enhancedFile(
  shared: Elements,
  frames: readonly Elements[],
  changes: Partial<Elements>,
): Uint8Array {
  return ctFile({
    '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.2.1'],
    '00200032': undefined,
    '00200037': undefined,
    '00280008': ['IS', `${frames.length}`],
    '00280030': undefined,
    '00281052': undefined,
    '00281053': undefined,
    '52009229': ['SQ', { items: [shared] }],
    '52009230': ['SQ', { items: frames }],
    ...changes,
  });
}
