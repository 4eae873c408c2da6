/** Files to outcomes: only the frames at work are kept, so that a whole archive needs no more memory than a file. */
import { saidOf, toFailure, type Failure } from '../src/base/index.ts';
import { isSameImage, readInstance, type ReadInstance, type Slice } from '../src/dicom/index.ts';
import { whyNotScored, type Scorer } from '../src/inference/index.ts';
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
        while (inHand.size >= scorer.lanes) await Promise.race(inHand);
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

/** The images so far, each once: of several copies the first that decodes stands, whichever comes first. */
class Images {
  /** By SOP Instance UID. */
  readonly #kept = new Map<string, { slices: readonly Slice[]; file: string; broken: Failure | undefined }>();

  get slices(): readonly Slice[] {
    return [...this.#kept.values()].flatMap(({ slices }) => slices);
  }

  /** @returns  where there are two copies, the one that does not stand, as a failure that names its file */
  add({ instance, slices }: ReadInstance): Failure | undefined {
    const { file, sopInstanceUid } = instance;
    const broken = wholeFailure(slices);
    const before = this.#kept.get(sopInstanceUid);
    const [one, other] = [slices[0]?.slice, before?.slices[0]];
    if (before && one && other && !isSameImage(one, other)) {
      const reason = `It carries the SOP Instance UID of another image, ${before.file}, and is not scored: by it the two could not be told apart.`;
      return { code: 'cli/shared-identifier', reason, file };
    }
    if (before && (broken || !before.broken)) {
      const reason = `The same image was already read from ${before.file}: both carry one SOP Instance UID.`;
      return broken ? { ...broken, file } : { code: 'intake/duplicate', reason, file };
    }
    this.#kept.set(sopInstanceUid, { slices: slices.map(({ slice }) => slice), file, broken });
    return before?.broken && { ...before.broken, file: before.file };
  }
}

/** Why an image shows nothing at all; undefined where one of its frames decoded. */
function wholeFailure(slices: ReadInstance['slices']): Failure | undefined {
  const frames = slices.map(({ frame }) => frame);
  const [first] = frames;
  return first && 'code' in first && frames.every((frame) => 'code' in frame) ? first : undefined;
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
