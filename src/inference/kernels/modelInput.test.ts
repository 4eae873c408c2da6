import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDawn } from '../../../cli/dawn.ts';
import type { HounsfieldFrame } from '../../dicom/index.ts';
import { DEFAULT_PREPROCESSING, type Preprocessing } from '../../model/index.ts';
import { modelInput } from '../preprocess/modelInput.ts';
import {
  goldenCases,
  GOLDEN_PREPROCESSING,
  largestDifference,
  readGolden,
} from '../preprocess/testing/golden.ts';
import { findAdapter } from '../webgpu/adapter.ts';
import { modelInputKernels, wholeWords } from './modelInput.ts';
import { runKernel, smallestDevice } from './testing/runKernel.ts';

type Frame = Pick<HounsfieldFrame, 'rows' | 'columns' | 'values'>;

const to = (size: number): Preprocessing => ({ ...DEFAULT_PREPROCESSING, size });
const cropped = (size: number, resize: number): Preprocessing => ({
  ...to(size),
  fit: { kind: 'resize-crop', resize },
});

/** From air to bone, beyond both ends of every window, and from pixel to pixel without relation. */
function wholeFrame(rows: number, columns: number, seed = 1): Frame {
  let state = seed;
  const values = Int16Array.from({ length: rows * columns }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    // Every second value in and around the narrowest window, where a window's error shows most.
    return state >>> 31 === 0 ? ((state >>> 8) % 200) - 60 : ((state >>> 8) % 6000) - 2500;
  });
  return { rows, columns, values };
}

function fractionalFrame(rows: number, columns: number): Frame {
  const { values } = wholeFrame(rows, columns);
  return { rows, columns, values: Float32Array.from(values, (value, i) => value + (i % 7) / 7) };
}

/** The frames' pixels as a plan lays them out: one behind another, each in whole words. */
function upload(frames: readonly Frame[], pixelBytes: number): Int32Array {
  const bytes = new Uint8Array(frames.length * pixelBytes);
  frames.forEach(({ values }, i) => {
    const words = wholeWords(values);
    bytes.set(new Uint8Array(words.buffer, words.byteOffset, words.byteLength), i * pixelBytes);
  });
  return new Int32Array(bytes.buffer);
}

/** Both kernels on frames of one shape. */
async function computed(
  device: GPUDevice,
  frames: readonly Frame[],
  how: Preprocessing,
): Promise<Float32Array> {
  const [frame] = frames;
  if (!frame) throw new Error('no frame');
  const pixels = frame.values instanceof Int16Array ? 'int16' : 'float32';
  const made = modelInputKernels({ rows: frame.rows, columns: frame.columns, pixels }, how);
  const windowed = await runKernel(
    device,
    made.across,
    [upload(frames, made.pixelBytes), made.acrossMatrix],
    { binding: 2, length: frames.length * made.intermediateLength },
    frames.length,
  );
  return runKernel(
    device,
    made.down,
    [windowed, made.downMatrix],
    { binding: 2, length: frames.length * how.size ** 2 * 4 },
    frames.length,
  );
}

/** What the CPU makes of the same frames, stored four floats a pixel. */
function expected(frames: readonly Frame[], how: Preprocessing): Float32Array {
  return Float32Array.from(frames.flatMap((frame) => [...fourAPixel(modelInput(frame, how))]));
}

function fourAPixel(input: Float32Array): Float32Array {
  const stored = new Float32Array((input.length / 3) * 4);
  for (let i = 0; i < input.length; i++) stored[Math.floor(i / 3) * 4 + (i % 3)] = input[i] ?? NaN;
  return stored;
}

const cases: Record<string, { frames: Frame[]; how: Preprocessing }> = {
  'a square picture, reduced': { frames: [wholeFrame(64, 64)], how: to(28) },
  'a picture of the model’s own size': { frames: [wholeFrame(32, 32)], how: to(32) },
  'an enlarged picture': { frames: [wholeFrame(10, 10)], how: to(36) },
  'an enlarged picture of odd sides': { frames: [wholeFrame(5, 9)], how: to(33) },
  'a wide picture, padded above and below': { frames: [wholeFrame(40, 64)], how: to(28) },
  'a high picture, padded left and right': { frames: [wholeFrame(64, 40)], how: to(28) },
  'a picture padded by more than an output reads': { frames: [wholeFrame(3, 90)], how: to(30) },
  'odd sides, an odd number of 16-bit pixels': { frames: [wholeFrame(51, 37)], how: to(17) },
  'a single pixel': { frames: [wholeFrame(1, 1)], how: to(3) },
  'a cropped square': { frames: [wholeFrame(64, 64)], how: cropped(28, 32) },
  'a crop of a wide picture': { frames: [wholeFrame(45, 71)], how: cropped(28, 33) },
  'a crop of a high picture': { frames: [wholeFrame(71, 45)], how: cropped(28, 33) },
  'fractions of a Hounsfield unit': { frames: [fractionalFrame(47, 33)], how: to(20) },
  'a batch of three different frames': {
    frames: [wholeFrame(33, 27, 1), wholeFrame(33, 27, 2), wholeFrame(33, 27, 3)],
    how: to(16),
  },
  'a batch of three with fractions': {
    frames: [fractionalFrame(21, 21), fractionalFrame(21, 21), fractionalFrame(21, 21)],
    how: to(16),
  },
  'windows of a manifest’s own, one a mere threshold, and no mean': {
    frames: [wholeFrame(40, 40)],
    how: {
      ...to(16),
      windows: [
        { center: 32.5, width: 7.25 },
        { center: -600, width: 1500 },
        { center: 40, width: 1e-7 },
      ],
      mean: [0, 0, 0],
      std: [1, 1, 1],
    },
  },
};

describe('the pixels of a frame', () => {
  it('are uploaded as they are stored, with nothing copied, where they fill whole words', () => {
    const even = new Int16Array(6);
    const single = new Float32Array(3);
    expect(wholeWords(even)).toBe(even);
    expect(wholeWords(single)).toBe(single);
    expect([...wholeWords(Int16Array.of(-3, 5, -7))]).toEqual([-3, 5, -7, 0]);
  });

  it('take two bytes each, rounded up to whole words', () => {
    const bytes = (pixels: 'int16' | 'float32') =>
      modelInputKernels({ rows: 3, columns: 5, pixels }, to(4)).pixelBytes;
    expect(bytes('int16')).toBe(32);
    expect(bytes('float32')).toBe(60);
  });
});

const adapter = await findAdapter(await openDawn());

describe.skipIf(!adapter)('the model input on WebGPU (skipped where no adapter is found)', () => {
  let device: GPUDevice | undefined;
  beforeAll(async () => {
    if (adapter) device = await smallestDevice(adapter);
  });
  afterAll(() => device?.destroy());

  it.each(Object.entries(cases))('agrees with the one on the CPU: %s', async (_, { frames, how }) => {
    if (!device) throw new Error('no device');
    const reference = expected(frames, how);
    expect(new Set(reference).size).toBeGreaterThan(3);
    expect(largestDifference(await computed(device, frames, how), reference)).toBeLessThan(1e-5);
  });

  it('is 0 at and below a window, 1 at and above it', async () => {
    if (!device) throw new Error('no device');
    const values = Int16Array.of(-32768, 0, 80, 32767);
    const how = { ...GOLDEN_PREPROCESSING, size: 2 };
    const input = await computed(device, [{ rows: 2, columns: 2, values }], how);
    expect([0, 4, 8, 12].map((i) => input[i])).toEqual([0, 0, 1, 1]);
  });

  describe.skipIf(goldenCases.length === 0)('on real slices (skipped where ../shared/data is absent)', () => {
    for (const golden of goldenCases) {
      it(`agrees with pydicom and Pillow within 1e-4: ${golden.file}`, async () => {
        if (!device) throw new Error('no device');
        const { frame, expected: reference } = await readGolden(golden);
        const input = await computed(device, [frame], GOLDEN_PREPROCESSING);
        expect(largestDifference(input, fourAPixel(reference))).toBeLessThan(1e-4);
      });
    }
  });
});
