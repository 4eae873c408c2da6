/** Files to outcomes: of a whole archive only the frames at work are kept, and what the headers say (3 kB a slice). */
import { saidOf, toFailure, type Failure } from '../src/base/index.ts';
import { readInstance, type ReadInstance, type Slice } from '../src/dicom/index.ts';
import { whyNotScored, type Scorer } from '../src/inference/index.ts';
import { Copies } from '../src/intake/index.ts';
import { unscored, type ReportResult } from '../src/report/index.ts';
import type { Terminal } from './command.ts';
import { bytesOf, findFiles } from './paths.ts';

type Frame = ReadInstance['slices'][number]['frame'];

/** What became of everything under the given paths. */
export interface Scored {
  readonly slices: readonly Slice[];
  /** By slice id; one for each of `slices`. */
  readonly results: ReadonlyMap<string, ReportResult>;
  /** At most one a file or path: these have no slice. */
  readonly failures: readonly Failure[];
}

/** Of a slice without an answer. */
export const NOT_SCORED: ReportResult = { status: 'not scored' };

/** Never rejects: what is wrong with a file or a slice stands in the answer. */
export async function scoreAll(
  paths: readonly string[],
  scorer: Scorer,
  terminal: Terminal,
): Promise<Scored> {
  const images = new Images();
  const results = new Map<string, ReportResult>();
  const failures: Failure[] = [];
  /** As many as the scorer takes at once; while they are scored, the next file is read. */
  const inHand = new Set<Promise<void>>();
  const score = async (slice: Slice, frame: Frame, file: string) => {
    results.set(slice.id, await scoreSlice(slice, frame, scorer));
    terminal.progress(`${results.size} slices, at ${file}`);
  };
  for await (const found of findFiles(paths)) {
    if ('failure' in found) {
      failures.push(found.failure);
      continue;
    }
    try {
      const read = await readInstance(await bytesOf(found), found.display);
      const { taken, failure } = images.add(read);
      if (failure) failures.push(failure);
      for (const { slice, frame } of taken) {
        while (inHand.size >= scorer.inHand) await Promise.race(inHand);
        const scoring = score(slice, frame, found.display).finally(() => inHand.delete(scoring));
        inHand.add(scoring);
      }
    } catch (thrown) {
      failures.push(toFailure(thrown, 'cli/unreadable', found.display));
    }
  }
  await Promise.all(inHand);
  return { slices: images.slices, results, failures };
}

/** The images so far, each slice once: of several copies the one of which most frames decode, and what it lacks of the others. */
class Images {
  /** By id, which stays in its place where a copy's slice takes it. */
  readonly #kept = new Map<string, Slice>();
  readonly #copies = new Copies();

  get slices(): readonly Slice[] {
    return [...this.#kept.values()];
  }

  /** @returns  what of it is to be scored; and where there are two files, the one that is left aside, as a failure that names it */
  add(read: ReadInstance): { readonly taken: ReadInstance['slices']; readonly failure?: Failure } {
    const verdict = this.#copies.judge(read);
    const taken = read.slices.filter(
      ({ slice }) => verdict.kind === 'first' || (verdict.kind === 'better' && verdict.takes.has(slice.id)),
    );
    for (const { slice } of taken) this.#kept.set(slice.id, slice);
    return verdict.kind === 'first' ? { taken } : { taken, failure: verdict.failure };
  }
}

async function scoreSlice(slice: Slice, frame: Frame, scorer: Scorer): Promise<ReportResult> {
  if ('code' in frame) return unscored(saidOf(frame));
  const reason = whyNotScored(slice);
  if (reason) return unscored(reason);
  try {
    return { probabilities: (await scorer.score(frame)).probabilities };
  } catch (thrown) {
    return unscored(saidOf(toFailure(thrown, 'inference/failed')));
  }
}
