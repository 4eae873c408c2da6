import { expect, it } from 'vitest';
import type { ReadInstance } from '../dicom/index.ts';
import { buffersOf } from './transferables.ts';
import type { Outcome } from './types.ts';

it('hands over a buffer once, though several frames share it, and nothing of a frame that failed', () => {
  const shared = new Int16Array(8);
  const frames = [
    { values: shared.subarray(0, 4) },
    { values: shared.subarray(4) },
    { code: 'dicom/damaged', reason: 'Damaged.', file: 'I1' },
    { values: new Float32Array(4) },
  ];
  const read = { slices: frames.map((frame) => ({ frame })) } as unknown as ReadInstance;
  const outcome: Outcome = { kind: 'instance', read };
  const buffers = buffersOf(outcome);
  expect(buffers.map(({ byteLength }) => byteLength)).toEqual([16, 16]);
  expect(() => structuredClone(outcome, { transfer: buffers })).not.toThrow();
});
