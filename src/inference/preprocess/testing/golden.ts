/** Model inputs of real slices, computed with pydicom and Pillow: what every way to a model input is compared with. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { readInstance, type HounsfieldFrame } from '../../../dicom/index.ts';
import { DEFAULT_PREPROCESSING, type Preprocessing } from '../../../model/index.ts';

const goldenIndex = v.object({
  /** A DICOM file and its reference's. */
  cases: v.array(v.object({ file: v.string(), input: v.string() })),
});

type GoldenCase = v.InferOutput<typeof goldenIndex>['cases'][number];

const data = process.env.HEAD_CT_DATA ?? '../shared/data';
const index = join(data, 'golden/golden.json');

/** None where the real slices are absent. */
export const goldenCases: readonly GoldenCase[] = existsSync(index)
  ? v.parse(goldenIndex, JSON.parse(readFileSync(index, 'utf8'))).cases
  : [];

/** How the references were made: before mean and standard deviation. */
export const GOLDEN_PREPROCESSING: Preprocessing = {
  ...DEFAULT_PREPROCESSING,
  mean: [0, 0, 0],
  std: [1, 1, 1],
};

/** @returns the frame, and its reference with channels last, `[1, size, size, 3]` */
export async function readGolden({
  file,
  input,
}: GoldenCase): Promise<{ frame: HounsfieldFrame; expected: Float32Array }> {
  const { slices } = await readInstance(new Uint8Array(readFileSync(join(data, file))), file);
  const frame = slices[0]?.frame;
  if (!frame || 'reason' in frame) throw new Error('the frame did not load');
  const channelsFirst = new Float32Array(Uint8Array.from(readFileSync(join(data, 'golden', input))).buffer);
  const plane = GOLDEN_PREPROCESSING.size ** 2;
  const expected = channelsFirst.map((_, i) => channelsFirst[(i % 3) * plane + Math.floor(i / 3)] ?? NaN);
  return { frame, expected };
}

/** Infinite where the lengths differ or a number is none: a comparison must not pass over either. */
export function largestDifference(computed: Float32Array, expected: Float32Array): number {
  if (computed.length !== expected.length) return Infinity;
  return computed.reduce((worst, value, i) => {
    const difference = Math.abs(value - (expected[i] ?? NaN));
    return difference <= worst ? worst : Number.isNaN(difference) ? Infinity : difference;
  }, 0);
}
