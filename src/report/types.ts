import type { Probabilities, Sentence } from '../base/index.ts';

/** One frame as the reports see it; an unscored one has no probabilities and a status that says why. */
export interface ReportRow {
  readonly file: string;
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly sopUid: string;
  /** From 1. */
  readonly frame: number;
  readonly instanceNumber: number | undefined;
  readonly positionMm: number | undefined;
  readonly probabilities: Probabilities | undefined;
  /** `scored`, `not scored yet`, or a sentence. */
  readonly status: string;
  /** Why it has no probabilities, for a reader of the page. */
  readonly said?: Sentence | undefined;
  /** What speaks against its probabilities, in English. */
  readonly caution?: string;
  /** What a reader drew on the frame, in words with values. */
  readonly annotations?: string;
  /** Only written where it was asked for. */
  readonly patient?: { readonly id: string; readonly name: string; readonly birthDate: string };
}

/** What computed the numbers. */
export interface ReportSource {
  readonly model: string;
  readonly modelSha256: string;
  /** Rung and adapter. */
  readonly device: string;
  /** Name and version of this program. */
  readonly software: string;
}

export type ImageIdRule = 'auto' | 'file' | 'sop';

/** A frame that has no rows in a submission, and why. */
export interface LeftOut {
  readonly file: string;
  readonly frame: number;
  readonly reason: string;
  readonly said: Sentence;
}

export interface Submission {
  readonly csv: string;
  readonly leftOut: readonly LeftOut[];
}
