import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDawn } from '../../../cli/dawn.ts';
import { hounsfield } from '../../base/index.ts';
import type { HounsfieldFrame } from '../../dicom/index.ts';
import {
  convertCheckpoint,
  DEFAULT_PREPROCESSING,
  openModel,
  selfTestInput,
  type OpenedModel,
} from '../../model/index.ts';
import { TEST_CARD } from '../../model/testing/card.ts';
import { checkpointParts, stateDict, TINY, zipCheckpoint } from '../../model/testing/checkpoints.ts';
import { numbers } from '../kernels/testing/cases.ts';
import { smallestDevice } from '../kernels/testing/runKernel.ts';
import { modelInput } from '../preprocess/modelInput.ts';
import type { ConvolutionGeometry } from '../kernels/geometry.ts';
import { findAdapter } from './adapter.ts';
import { candidatesFor } from './choose.ts';
import { loadWebgpuNetwork, type WebgpuNetwork } from './network.ts';

const adapter = await findAdapter(await openDawn());
const preprocessing = { ...DEFAULT_PREPROCESSING, size: 64 };

async function tinyModel(): Promise<OpenedModel> {
  const { files } = await convertCheckpoint(zipCheckpoint(checkpointParts(stateDict(TINY))), {
    file: 'tiny.pth',
    precision: 'float32',
    preprocessing,
    card: { ...TEST_CARD, id: 'tiny' },
  });
  const file = (name: string) => files.get(name) ?? new Uint8Array();
  const modelJson: unknown = JSON.parse(new TextDecoder().decode(file('model.json')));
  return openModel(modelJson, (shard) => Promise.resolve(file(shard)), 'tiny');
}

/** Tissue, bone and air in no order, of whole or of fractional Hounsfield units. */
function frame(rows: number, columns: number, seed: number, whole = true): HounsfieldFrame {
  const spread = numbers(rows * columns, seed).map((value) => 40 + 300 * value);
  const values = whole ? Int16Array.from(spread) : spread;
  return { rows, columns, values, min: hounsfield(-260), max: hounsfield(340) };
}

const largestDifference = (one: ArrayLike<number>, other: ArrayLike<number>) =>
  Math.max(...Array.from(one, (value, i) => Math.abs(value - (other[i] ?? NaN))));

describe.skipIf(!adapter)('a compiled plan (skipped where no adapter is found)', () => {
  let device: GPUDevice;
  let model: OpenedModel;
  let network: WebgpuNetwork;
  beforeAll(async () => {
    if (adapter) device = await smallestDevice(adapter);
    model = await tinyModel();
    // In registers: a software adapter takes seconds to compile each kernel of a graphics processor.
    network = await loadWebgpuNetwork(device, model, () =>
      Promise.resolve(
        (geometry: ConvolutionGeometry) =>
          candidatesFor(geometry, { software: true, limits: device.limits })[0],
      ),
    );
  }, 60_000);
  afterAll(() => device.destroy());

  it('answers the self-test under no more than WebGPU’s guaranteed limits', async () => {
    const [output] = await network.run([selfTestInput('sines-v1', 64)]);
    expect(largestDifference(model.manifest.selfTest.logits, output?.logits ?? [])).toBeLessThan(1e-5);
  });

  it('makes of a frame what the processor makes of it, whole and fractional, square and not', async () => {
    const frames = [frame(90, 90, 1), frame(80, 100, 2, false), frame(101, 77, 3)];
    const scored = await network.score(frames);
    for (const [i, one] of frames.entries()) {
      const [expected] = await network.run([modelInput(one, preprocessing)]);
      expect(largestDifference(expected?.logits ?? [], scored[i]?.logits ?? [])).toBeLessThan(1e-4);
      expect(
        largestDifference(expected?.evidence.values ?? [], scored[i]?.evidence.values ?? []),
      ).toBeLessThan(1e-3);
    }
  });

  it('answers a full batch as it answers each alone, in order', async () => {
    const inputs = Array.from({ length: network.capacity }, (_, i) => numbers(64 * 64 * 3, i + 1));
    const together = await network.run(inputs);
    for (const [i, input] of inputs.entries()) {
      const [alone] = await network.run([input]);
      expect(largestDifference(alone?.logits ?? [], together[i]?.logits ?? [])).toBeLessThan(1e-5);
    }
    await expect(network.run([...inputs, ...inputs])).rejects.toMatchObject({
      code: 'inference/not-computed',
    });
  });

  it('keeps calls apart that are under way at once', async () => {
    const frames = [1, 2, 3, 4].map((seed) => frame(64, 64, seed));
    const alone: ArrayLike<number>[] = [];
    for (const one of frames) alone.push((await network.score([one]))[0]?.logits ?? []);
    const atOnce = await Promise.all(frames.map((one) => network.score([one])));
    atOnce.forEach(([output], i) =>
      expect(largestDifference(alone[i] ?? [], output?.logits ?? [])).toBeLessThan(1e-6),
    );
  });

  it('takes its weights and little more: activations share a few buffers', () => {
    const weights = 4 * [...model.artifacts.weightSpecs].reduce((sum, { shape }) => sum + volume(shape), 0);
    expect(network.bytes.weights).toBeLessThan(weights + 16 * model.artifacts.weightSpecs.length);
    // Stem 32² × 64, pooled 16² × 64, then blocks of 16² × 256: three or four of the largest, and the input.
    expect(network.bytes.activations).toBeLessThan(8 * 4 * (4 * 16 * 16 * 256 + 64 * 64 * 4));
  });
});

const volume = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);
