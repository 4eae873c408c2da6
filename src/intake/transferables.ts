/** What leaves a worker by being handed over instead of copied: a slice of 512 × 512 is half a megabyte. */
import type { Outcome } from './types.ts';

/** Every buffer once, as frames may share one: a buffer named twice is refused. */
export function buffersOf(outcome: Outcome): ArrayBuffer[] {
  if (outcome.kind !== 'instance') return [];
  const buffers = outcome.read.slices.flatMap(({ frame }) =>
    'values' in frame ? [frame.values.buffer] : [],
  );
  return [...new Set(buffers)].filter((buffer) => buffer instanceof ArrayBuffer);
}
