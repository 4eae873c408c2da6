/** What files are to each other that carry one SOP Instance UID: copies of an image, or two images and a writer's mistake. */
import type { Failure } from '../base/index.ts';
import { isSameImage, type ReadInstance, type Slice } from '../dicom/index.ts';

/** The file that stands for an identifier. */
export interface Standing {
  readonly file: string;
  /** Why its first frame that did not decode did not; undefined where all did. */
  readonly broken: Failure | undefined;
  /** How many of its frames did not decode. */
  readonly undecoded: number;
}

export type Verdict =
  | { readonly kind: 'first' }
  /** A copy of which more frames decode: it takes the other's place. */
  | { readonly kind: 'better'; readonly than: Standing & { readonly broken: Failure } }
  /** Left aside; `broken` where a frame of it does not decode. */
  | { readonly kind: 'copy'; readonly of: Standing; readonly broken: Failure | undefined }
  /** Another image under the identifier of one that stands. */
  | { readonly kind: 'other'; readonly of: Standing };

export class Copies {
  /** By SOP Instance UID. */
  readonly #standing = new Map<string, Standing & { readonly slice: Slice | undefined }>();

  /** Of two copies the one of which fewer frames are lost stands, whichever comes first: a file may be cut off in its last frame. */
  judge({ instance: { file, sopInstanceUid }, slices }: ReadInstance): Verdict {
    const failures = slices.flatMap(({ frame }) => ('code' in frame ? [frame] : []));
    const [broken] = failures;
    const undecoded = failures.length;
    const slice = slices[0]?.slice;
    const before = this.#standing.get(sopInstanceUid);
    if (before) {
      if (before.slice && slice && !isSameImage(before.slice, slice)) return { kind: 'other', of: before };
      if (undecoded >= before.undecoded) return { kind: 'copy', of: before, broken };
    }
    this.#standing.set(sopInstanceUid, { file, broken, undecoded, slice });
    return before?.broken
      ? { kind: 'better', than: { file: before.file, broken: before.broken, undecoded: before.undecoded } }
      : { kind: 'first' };
  }
}
