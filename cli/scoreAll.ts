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
      const failure = images.add(read);
      if (failure) failures.push(failure);
      if (failure?.file === found.display) continue;
      for (const { slice, frame } of read.slices) {
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

/** The images so far, each once: of several copies the first of which most frames decode stands. */
class Images {
  /** By SOP Instance UID. */
  readonly #kept = new Map<string, readonly Slice[]>();
  readonly #copies = new Copies();

  get slices(): readonly Slice[] {
    return [...this.#kept.values()].flat();
  }

  /** @returns  where there are two copies, the one that does not stand, as a failure that names its file */
  add(read: ReadInstance): Failure | undefined {
    const { file, sopInstanceUid } = read.instance;
    const verdict = this.#copies.judge(read);
    switch (verdict.kind) {
      case 'other': {
        const reason = `It carries the SOP Instance UID of another image, ${verdict.of.file}, and is not scored: by it the two could not be told apart.`;
        return { code: 'cli/shared-identifier', reason, file };
      }
      case 'copy': {
        const reason = `The same image was already read from ${verdict.of.file}: both carry one SOP Instance UID.`;
        return verdict.broken ? { ...verdict.broken, file } : { code: 'intake/duplicate', reason, file };
      }
      case 'first':
      case 'better':
        this.#kept.set(
          sopInstanceUid,
          read.slices.map(({ slice }) => slice),
        );
        return verdict.kind === 'better' ? { ...verdict.than.broken, file: verdict.than.file } : undefined;
    }
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
