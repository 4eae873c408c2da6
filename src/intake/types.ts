import type { Failure } from '../base/index.ts';
import type { ReadInstance } from '../dicom/index.ts';

/** A file with the path it was dropped under; its content decides what it is, never its name. */
export interface IntakeFile {
  readonly path: string;
  readonly file: File;
  /** Why the browser would not open the entry, or its archive holds it damaged; `file` is then empty, and reading tells this failure. */
  readonly failure?: Failure;
  /** It comes out of an archive; archives within archives are not opened, for they may never end. */
  readonly archived?: true;
}

export interface IntakeProgress {
  readonly filesFound: number;
  readonly filesDone: number;
}

/** What intake tells while it reads; each call is about one file and comes as soon as that file is read. */
export interface IntakeListener {
  /** An image and the file it was read from; told again under the same UID where a copy comes in which frames decode that were lost. */
  onInstance(read: ReadInstance, file?: File): void;
  /** A file that did not load, with its reason. */
  onFailure(failure: Failure): void;
  onProgress(progress: IntakeProgress): void;
}

/** What a file turned out to be. Plain data: crosses worker borders as it is. */
export type Outcome =
  | { readonly kind: 'instance'; readonly read: ReadInstance }
  /** An archive: these are read in its place. */
  | { readonly kind: 'files'; readonly files: readonly IntakeFile[] }
  | { readonly kind: 'failure'; readonly failure: Failure }
  /** What an operating system left behind: not worth a line. */
  | { readonly kind: 'junk' };
