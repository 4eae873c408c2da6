import * as tf from '@tensorflow/tfjs';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HemorrhageClass } from '../base/index.ts';
import { convertCheckpoint, type ConvertedModel } from './convert.ts';
import { GROUPED_CONV2D, GROUPED_CONV2D_INPUTS, groupedConv2DAttributes } from './graphOps.ts';
import { openModel, type OpenedModel } from './openModel.ts';
import { DEFAULT_PREPROCESSING } from './preprocessing.ts';
import { referenceForward } from './referenceForward.ts';
import { selfTestInput } from './selfTest.ts';
import { sha256 } from './sha256.ts';
import { checkpointParts, legacyCheckpoint, stateDict, TINY, zipCheckpoint } from './testing/checkpoints.ts';
import type { WeightPrecision } from './types.ts';
import { decodeWeights } from './weights.ts';
import { TEST_CARD } from './testing/card.ts';

const data = process.env.HEAD_CT_DATA ?? '../shared/data';
const golden = join(data, 'golden');

async function convert(
  bytes: Uint8Array,
  precision: WeightPrecision = 'float32',
  size = 64,
  outputs?: readonly HemorrhageClass[],
): Promise<ConvertedModel> {
  return convertCheckpoint(bytes, {
    file: 'a.pth',
    precision,
    outputs,
    preprocessing: { ...DEFAULT_PREPROCESSING, size },
    card: TEST_CARD,
  });
}

async function open({ files }: ConvertedModel): Promise<OpenedModel> {
  const file = (name: string) => files.get(name) ?? new Uint8Array();
  const json: unknown = JSON.parse(new TextDecoder().decode(file('model.json')));
  return openModel(json, (path) => Promise.resolve(file(path)), 'test');
}

/** SHA-256 of each file: whole weights are too long for a test to compare value by value. */
async function hashes({ files }: ConvertedModel): Promise<[string, string][]> {
  return Promise.all(
    Array.from(files, async ([name, bytes]): Promise<[string, string]> => [name, await sha256(bytes)]),
  );
}

/** The oracle's answer to an opened model. */
async function reference({ manifest, artifacts }: OpenedModel, input: Float32Array, size: number) {
  const weights = decodeWeights(artifacts.weightSpecs, artifacts.weightData);
  return referenceForward(manifest, weights, input, size);
}

describe('a converted model', () => {
  const tensors = stateDict(TINY);
  const zip = zipCheckpoint(checkpointParts(tensors));
  let model: ConvertedModel;
  beforeAll(async () => {
    model = await convert(zip);
  });

  it('is the same, bit for bit, from both checkpoint formats and in every conversion', async () => {
    const legacy = await convert(legacyCheckpoint(checkpointParts(tensors, { legacy: true })));
    expect(await hashes(legacy)).toEqual(await hashes(model));
  });

  it('has shards of at most 4 MiB, numbered and listed in model.json', async () => {
    const shards = [...model.files].filter(([name]) => name.endsWith('.bin'));
    expect(shards.map(([name]) => name)).toEqual([1, 2, 3, 4].map((i) => `group1-shard${i}of4.bin`));
    for (const [, { length }] of shards) expect(length).toBeLessThanOrEqual(4 * 1024 * 1024);
    expect((await open(model)).artifacts.weightData.byteLength).toBe(
      shards.reduce((sum, [, { length }]) => sum + length, 0),
    );
  });

  it('states an architecture, and the logits that its own weights give', async () => {
    const opened = await open(model);
    expect(opened.manifest.architecture).toEqual(TINY);
    expect(opened.manifest.name).toBe('ResNeXt-14 8×4d');
    const { logits, evidence } = await reference(opened, selfTestInput('sines-v1', 64), 64);
    for (const [i, logit] of opened.manifest.selfTest.logits.entries())
      expect(logits[i]).toBeCloseTo(logit, 5);
    expect([evidence.height, evidence.width, evidence.channels]).toEqual([2, 2, 6]);
    expect(new Set(logits.map((logit) => logit.toFixed(3))).size).toBe(6);
  });

  it.each([
    ['float16', 0.01, 0.51],
    ['uint8', 0.2, 0.27],
  ] as const)('in %s answers almost alike in fewer bytes', async (precision, difference, share) => {
    const smaller = await convert(zip, precision);
    const size = ({ files }: ConvertedModel) =>
      [...files.values()].reduce((sum, { length }) => sum + length, 0);
    expect(size(smaller) / size(model)).toBeLessThan(share);
    const full = model.manifest.selfTest.logits;
    for (const [i, logit] of smaller.manifest.selfTest.logits.entries()) {
      expect(Math.abs(logit - (full[i] ?? NaN))).toBeLessThan(difference);
    }
    expect(smaller.manifest.selfTest.logits).not.toEqual(full);
  });

  it('gives each class its own output of a checkpoint that has them in another order', async () => {
    const outputs = [
      'any',
      'epidural',
      'intraparenchymal',
      'intraventricular',
      'subarachnoid',
      'subdural',
    ] as const;
    const reordered = await convert(zip, 'float32', 64, outputs);
    const plain = model.manifest.selfTest.logits;
    expect(reordered.manifest.selfTest.logits).toEqual([...plain.slice(1), plain[0]]);
  });

  it('is refused where a weight is no finite number', async () => {
    const broken = stateDict(TINY);
    broken.get('bn1.running_mean')?.data.fill(NaN, 3, 4);
    await expect(convert(zipCheckpoint(checkpointParts(broken)))).rejects.toMatchObject({
      code: 'model/bad-weights',
    });
  });
});

describe('the graph in TensorFlow.js', () => {
  beforeAll(async () => {
    tf.registerOp(GROUPED_CONV2D, ({ inputs, attrs }) => {
      const { groups, strides, explicit_paddings: p, activation } = groupedConv2DAttributes(attrs);
      const x = inputs[GROUPED_CONV2D_INPUTS.x] as tf.Tensor4D;
      const filter = inputs[GROUPED_CONV2D_INPUTS.filter] as tf.Tensor4D;
      const bias = inputs[GROUPED_CONV2D_INPUTS.bias] as tf.Tensor1D;
      const filters = tf.split<tf.Tensor4D>(filter, groups, 3);
      const stride: [number, number] = [strides[1] ?? 0, strides[2] ?? 0];
      const padded = tf.pad(x, [[0, 0], [p[2] ?? 0, p[3] ?? 0], [p[4] ?? 0, p[5] ?? 0], [0, 0]]); // prettier-ignore
      const slices = tf.split<tf.Tensor4D>(padded, groups, 3);
      const parts = slices.map((slice, i) => tf.conv2d(slice, filters[i] ?? filter, stride, 'valid'));
      const sum = tf.add(tf.concat(parts, 3), bias);
      return activation === 'relu' ? tf.relu(sum) : sum;
    });
    await tf.setBackend('cpu');
  });
  afterAll(() => tf.deregisterOp(GROUPED_CONV2D));

  it.each([
    [TINY, 64],
    [TINY, 96],
    [{ ...TINY, groups: 1, widthPerGroup: 64 }, 64],
  ])('gives the logits and the evidence of the reference: %o at %i pixels', async (architecture, size) => {
    const checkpoint = zipCheckpoint(checkpointParts(stateDict(architecture)));
    const opened = await open(await convert(checkpoint, 'float16'));
    const graph = await tf.loadGraphModel(tf.io.fromMemory(opened.artifacts));
    const input = selfTestInput('sines-v1', size);
    const { logits, evidence } = await reference(opened, input, size);
    const outputs = graph.execute({ input: tf.tensor4d(input, [1, size, size, 3]) }, ['logits', 'evidence']);
    const [foundLogits, foundEvidence] = outputs as tf.Tensor[];
    expect(foundEvidence?.shape).toEqual([1, evidence.height, evidence.width, 6]);
    for (const [found, expected] of [
      [await foundLogits?.data(), logits],
      [await foundEvidence?.data(), Array.from(evidence.data)],
    ] as const) {
      expect(found).toHaveLength(expected.length);
      for (const [i, value] of expected.entries()) expect(found?.[i]).toBeCloseTo(value, 4);
    }
  });
});

describe.skipIf(!existsSync(golden))('golden logits (skipped where ../shared/data is absent)', () => {
  interface Golden {
    mean: number[];
    std: number[];
    cases: { input: string; file: string; shape: number[]; logits: number[] }[];
  }
  const { mean, std, cases } = existsSync(golden)
    ? (JSON.parse(readFileSync(join(golden, 'golden.json'), 'utf8')) as Golden)
    : { mean: [], std: [], cases: [] };
  const checkpoint = (name: string) => convert(readFileSync(join(golden, name)));

  it('both checkpoint files of the same weights convert to the same model', async () => {
    const [zip, legacy] = await Promise.all(
      ['tiny.pth', 'tiny.parallel.legacy.pth'].map(async (name) => hashes(await checkpoint(name))),
    );
    expect(legacy).toEqual(zip);
  });

  it('the reference gives what PyTorch gave, within 1e-3', async () => {
    const opened = await open(await checkpoint('tiny.pth'));
    expect(cases).toHaveLength(6);
    for (const { input, file, logits } of cases) {
      const planes = new Float32Array(new Uint8Array(readFileSync(join(golden, input))).buffer);
      const pixels = planes.length / 3;
      const pictures = Float32Array.from(planes, (_, i) => {
        const channel = i % 3;
        const value = planes[channel * pixels + Math.floor(i / 3)] ?? 0;
        return (value - (mean[channel] ?? 0)) / (std[channel] ?? 1);
      });
      const answer = await reference(opened, pictures, 224);
      for (const [i, logit] of logits.entries()) {
        expect(Math.abs((answer.logits[i] ?? NaN) - logit), file).toBeLessThan(1e-3);
      }
    }
  });
});
