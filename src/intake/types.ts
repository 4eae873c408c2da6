import type { Failure } from '../base/index.ts';
import type { ReadInstance } from '../dicom/index.ts';

/** A file with the path it was dropped under; its content decides what it is, never its name. */
export interface IntakeFile {
  readonly path: string;
  readonly file: File;
}

export interface IntakeProgress {
  readonly filesFound: number;
  readonly filesDone: number;
}

/** What intake tells while it reads; each call is about one file and comes as soon as that file is read. */
export interface IntakeListener {
  onInstance(read: ReadInstance): void;
  /** A file that did not load, with its reason. */
  onFailure(failure: Failure): void;
  onProgress(progress: IntakeProgress): void;
}
