/**
 * The states of a slice and of the scoring run, with their legal moves as data. There are no booleans that could
 * disagree, and a move that is not in the table is refused rather than shown.
 */
import type { Failure, Sentence } from '../base/index.ts';
import type { SliceScore, StartProgress } from '../inference/index.ts';

/** What is known of one slice. */
export type SliceFinding =
  | { readonly state: 'waiting' }
  | { readonly state: 'scoring' }
  | { readonly state: 'scored'; readonly score: SliceScore }
  | { readonly state: 'failed'; readonly failure: Failure }
  /** The model does not read such an image; the sentence says why. */
  | { readonly state: 'not-scored'; readonly reason: Sentence };

export type SliceState = SliceFinding['state'];

export const SLICE_MOVES: Readonly<Record<SliceState, readonly SliceState[]>> = {
  waiting: ['scoring'],
  // Back to waiting: the device went away under it, which says nothing about the slice.
  scoring: ['scored', 'failed', 'waiting'],
  failed: ['waiting'],
  scored: [],
  'not-scored': [],
};

/** Whether the model is loaded and at work. */
export type ScoringRun =
  | { readonly phase: 'not-started' }
  | { readonly phase: 'starting'; readonly progress: StartProgress | undefined }
  | { readonly phase: 'running' }
  | { readonly phase: 'paused' }
  /** A model stands ready and nothing waits. */
  | { readonly phase: 'done' }
  | { readonly phase: 'failed'; readonly failure: Failure };

export type RunPhase = ScoringRun['phase'];

export const RUN_MOVES: Readonly<Record<RunPhase, readonly RunPhase[]>> = {
  'not-started': ['starting'],
  // A step of the start replaces the one before.
  starting: ['starting', 'running', 'done', 'failed'],
  running: ['paused', 'done', 'failed'],
  // Not done by itself: what is read after the last known slice would run against the reader's word.
  paused: ['running', 'failed'],
  done: ['running', 'failed'],
  failed: ['starting'],
};

/** Whether a table allows a move. */
export function mayMove<State extends string>(
  moves: Readonly<Record<State, readonly State[]>>,
  from: State,
  to: State,
): boolean {
  return moves[from].includes(to);
}

/** Whether the model has still to say something of it. */
export function isOpen(finding: SliceFinding | undefined): boolean {
  return finding?.state === 'waiting' || finding?.state === 'scoring';
}

/** Whether it is, was or could be given to the model. */
export function isScorable(finding: SliceFinding | undefined): boolean {
  return finding !== undefined && finding.state !== 'not-scored';
}
