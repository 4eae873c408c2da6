/** The contract of a kind of file: each answers for what is its own and leaves the rest to the next. */
import type { Outcome } from '../types.ts';

/** A file whose beginning is read; the rest is fetched by whoever needs it. */
export interface OpenedFile {
  readonly path: string;
  readonly file: File;
  /** It comes out of an archive. */
  readonly archived: boolean;
  /** The first {@link HEAD_BYTES} bytes, or all of a shorter file. */
  readonly head: Uint8Array;
  /** The whole file. @throws {HemolensError} `intake/unreadable`, `intake/too-large` */
  readonly bytes: () => Promise<Uint8Array>;
}

/**
 * Enough for a Part 10 header, which ends within the first few hundred bytes, and for every signature in use: a video of
 * gigabytes is told from an image without being loaded.
 */
export const HEAD_BYTES = 4096;

/**
 * One kind of file, recognised by content.
 * @returns undefined where the file is of another kind
 * @throws {HemolensError} where it is of this kind, but cannot be used
 */
export type FileKind = (file: OpenedFile) => Outcome | undefined | Promise<Outcome | undefined>;
