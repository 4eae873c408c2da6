import { describe, expect, it } from 'vitest';
import { mayMove, RUN_MOVES, SLICE_MOVES } from './states.ts';

describe('the states of a slice', () => {
  it('never leave a score once it is there', () => {
    expect(SLICE_MOVES.scored).toEqual([]);
  });

  it('let a failed slice wait again, and nothing else', () => {
    expect(SLICE_MOVES.failed).toEqual(['waiting']);
  });

  it('do not score a slice that the model does not read', () => {
    expect(mayMove(SLICE_MOVES, 'not-scored', 'scoring')).toBe(false);
  });

  it('do not pass from waiting to scored without scoring', () => {
    expect(mayMove(SLICE_MOVES, 'waiting', 'scored')).toBe(false);
    expect(mayMove(SLICE_MOVES, 'waiting', 'scoring')).toBe(true);
  });
});

describe('the states of the run', () => {
  it('start a failed model again', () => {
    expect(RUN_MOVES.failed).toEqual(['starting']);
  });

  it('leave a pause only where the reader goes on, or the model fails', () => {
    expect(RUN_MOVES.paused).toEqual(['running', 'failed']);
  });

  it('can fail from wherever a model is at work', () => {
    for (const phase of ['starting', 'running', 'paused', 'done'] as const) {
      expect(mayMove(RUN_MOVES, phase, 'failed')).toBe(true);
    }
  });
});
