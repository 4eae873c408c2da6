import { toFailure } from '../../base/index.ts';
import { failureInWords } from '../failures.ts';
import { warn } from '../messages.ts';
import type { Room } from '../room.ts';

/** Does what may fail half-way, and tells the reader where it did; never rejects. */
export async function attempt({ view }: Room, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    const failure = toFailure(thrown, 'app/export-failed');
    warn(view, () => failureInWords(failure));
  }
}
