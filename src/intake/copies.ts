/** What files are to each other that carry one SOP Instance UID: copies of an image, or two images and a writer's mistake. */
import type { Failure } from '../base/index.ts';
import { isSameImage, type ReadInstance, type Slice } from '../dicom/index.ts';

/** The file that stands for an identifier. */
export interface Standing {
  readonly file: string;
  /** Why nothing of it can be shown; undefined where one of its frames decoded. */
  readonly broken: Failure | undefined;
}

export type Verdict =
  | { readonly kind: 'first' }
  /** A copy that decodes, of one that does not: it takes its place. */
  | { readonly kind: 'better'; readonly than: Standing & { readonly broken: Failure } }
  /** Left aside; `broken` where it does not decode itself. */
  | { readonly kind: 'copy'; readonly of: Standing; readonly broken: Failure | undefined }
  /** Another image under the identifier of one that stands. */
  | { readonly kind: 'other'; readonly of: Standing };

export class Copies {
  /** By SOP Instance UID. */
  readonly #standing = new Map<string, Standing & { readonly slice: Slice | undefined }>();

  /** Of two copies the one that decodes stands, whichever comes first. */
  judge({ instance: { file, sopInstanceUid }, slices }: ReadInstance): Verdict {
    const broken = wholeFailure(slices);
    const slice = slices[0]?.slice;
    const before = this.#standing.get(sopInstanceUid);
    if (before) {
      if (before.slice && slice && !isSameImage(before.slice, slice)) return { kind: 'other', of: before };
      if (broken || !before.broken) return { kind: 'copy', of: before, broken };
    }
    this.#standing.set(sopInstanceUid, { file, broken, slice });
    return before?.broken
      ? { kind: 'better', than: { file: before.file, broken: before.broken } }
      : { kind: 'first' };
  }
}

function wholeFailure(slices: ReadInstance['slices']): Failure | undefined {
  const frames = slices.map(({ frame }) => frame);
  const [first] = frames;
  return first && 'code' in first && frames.every((frame) => 'code' in frame) ? first : undefined;
}
