/** Several files of which some cannot be made: the others are, and why those are not is told. */
import { toFailure, type Failure } from '../../base/index.ts';
import { failuresInWords } from '../failures.ts';
import { warn } from '../messages.ts';
import type { Room } from '../room.ts';

/** What can be made of each, and why the others cannot. */
export function eachMade<From, To>(
  all: readonly From[],
  make: (one: From, index: number) => To,
): { readonly made: readonly To[]; readonly failures: readonly Failure[] } {
  const made: To[] = [];
  const failures: Failure[] = [];
  all.forEach((one, index) => {
    try {
      made.push(make(one, index));
    } catch (error) {
      failures.push(toFailure(error, 'app/export-failed'));
    }
  });
  return { made, failures };
}

/** For when the others are safe. @returns whether there were any */
export function tellFailures({ view }: Room, failures: readonly Failure[]): boolean {
  if (failures.length > 0) warn(view, () => failuresInWords(failures).join('\n'));
  return failures.length > 0;
}
