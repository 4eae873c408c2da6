/** What files are to each other that carry one SOP Instance UID: copies of an image, or two images and a writer's mistake. */
import { failure, type Failure } from '../base/index.ts';
import { isSameImage, type ReadInstance, type Slice } from '../dicom/index.ts';
import { say } from './sentences.ts';

/** An image that carries the SOP Instance UID of another one. The code is older than its place: scripts quote it. */
export const SHARED_IDENTIFIER = 'study/shared-identifier';

/** An image that is refused, for another one stands under its SOP Instance UID. */
export function sharedIdentifier(other: string, file: string): Failure {
  return failure(SHARED_IDENTIFIER, say('sharedIdentifier', { other }), file);
}

export type Verdict =
  | { readonly kind: 'first' }
  /** A copy in which frames decode that were lost until now. */
  | {
      readonly kind: 'better';
      /** Ids of its slices that are taken from it. */
      readonly takes: ReadonlySet<string>;
      /** Of the file that is told as left aside: this one, or the one whose place it takes. */
      readonly failure: Failure;
    }
  /** Left aside, and why: where a frame of it does not decode, that. */
  | { readonly kind: 'copy'; readonly failure: Failure }
  /** Another image under the identifier of one that stands. */
  | { readonly kind: 'other'; readonly failure: Failure };

/** The file that stands for an identifier. */
interface Standing {
  readonly file: string;
  /** Why its first frame that did not decode did not; undefined where all did. */
  readonly broken: Failure | undefined;
  /** How many of its frames decode. */
  readonly whole: number;
  readonly slice: Slice | undefined;
  /** Ids of the slices that decode, in this file or in a copy of it. */
  readonly decoded: ReadonlySet<string>;
}

export class Copies {
  /** By SOP Instance UID. */
  readonly #standing = new Map<string, Standing>();

  /**
   * Of two copies the one of which more frames decode stands, whichever comes first: a file may be cut off in its last frame.
   * What it lacks is taken from the other.
   */
  judge({ instance: { file, sopInstanceUid }, slices }: ReadInstance): Verdict {
    const whole = slices.flatMap(({ slice, frame }) => ('code' in frame ? [] : [slice.id]));
    const [broken] = slices.flatMap(({ frame }) => ('code' in frame ? [frame] : []));
    const own = { file, broken, whole: whole.length, slice: slices[0]?.slice };
    const before = this.#standing.get(sopInstanceUid);
    if (!before) {
      this.#standing.set(sopInstanceUid, { ...own, decoded: new Set(whole) });
      return { kind: 'first' };
    }
    if (before.slice && own.slice && !isSameImage(before.slice, own.slice)) {
      return { kind: 'other', failure: sharedIdentifier(before.file, file) };
    }
    const gained = whole.filter((id) => !before.decoded.has(id));
    if (gained.length === 0) return { kind: 'copy', failure: leftAside(own, before) };
    const stands = own.whole > before.whole;
    this.#standing.set(sopInstanceUid, {
      ...(stands ? own : before),
      decoded: new Set([...before.decoded, ...gained]),
    });
    if (!stands) return { kind: 'better', takes: new Set(gained), failure: leftAside(own, before) };
    // What neither has is told as lost in the one that stands.
    const lost = slices.flatMap(({ slice }) => (before.decoded.has(slice.id) ? [] : [slice.id]));
    return { kind: 'better', takes: new Set([...whole, ...lost]), failure: leftAside(before, own) };
  }
}

function leftAside(
  { file, broken }: Pick<Standing, 'file' | 'broken'>,
  other: Pick<Standing, 'file'>,
): Failure {
  return broken
    ? { ...broken, file }
    : failure('intake/duplicate', say('duplicate', { file: other.file }), file);
}
