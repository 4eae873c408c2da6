import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDawn } from '../../cli/dawn.ts';
import { readInstance, type HounsfieldFrame } from '../dicom/index.ts';
import {
  convertCheckpoint,
  DEFAULT_PREPROCESSING,
  openModel,
  type NetworkHead,
  type OpenedModel,
} from '../model/index.ts';
import { memoryOf } from './memory.ts';
import { openScorer, probabilitiesOf } from './scorer.ts';
import type { DeviceChoice } from './types.ts';
import { referenceForward } from '../model/referenceForward.ts';
import { DEFAULT_HEAD } from '../model/head.ts';
import { TEST_CARD } from '../model/testing/card.ts';
import { decodeWeights } from '../model/weights.ts';
import { modelInput } from './preprocess/modelInput.ts';
import { findAdapter } from './webgpu/adapter.ts';

const data = process.env.HEAD_CT_DATA ?? '../shared/data';
const there = existsSync(join(data, 'golden/golden.json'));
const gpu = await openDawn();
const adapter = await findAdapter(gpu);

interface Golden {
  cases: { file: string; logits: number[] }[];
}

async function goldenModel(checkpoint: string, head?: NetworkHead): Promise<OpenedModel> {
  const { files } = await convertCheckpoint(new Uint8Array(readFileSync(join(data, 'golden', checkpoint))), {
    file: checkpoint,
    precision: 'float32',
    preprocessing: DEFAULT_PREPROCESSING,
    head,
    card: { ...TEST_CARD, id: 'tiny' },
  });
  const file = (name: string) => files.get(name) ?? new Uint8Array();
  const modelJson: unknown = JSON.parse(new TextDecoder().decode(file('model.json')));
  return openModel(modelJson, (shard) => Promise.resolve(file(shard)), 'tiny');
}

async function frameOf(file: string): Promise<HounsfieldFrame> {
  const { slices } = await readInstance(new Uint8Array(readFileSync(join(data, file))), file);
  const frame = slices[0]?.frame;
  if (!frame || 'reason' in frame) throw new Error(`${file} did not load`);
  return frame;
}

describe.skipIf(!there)('a scorer (skipped where ../shared/data is absent)', () => {
  const models: Record<string, OpenedModel> = {};
  beforeAll(async () => {
    for (const name of ['tiny.pth', 'tiny.parallel.legacy.pth']) models[name] = await goldenModel(name);
  });
  const model = (name = 'tiny.pth') => {
    const found = models[name];
    if (!found) throw new Error(`${name} was not converted`);
    return found;
  };
  const golden = there
    ? (JSON.parse(readFileSync(join(data, 'golden/golden.json'), 'utf8')) as Golden)
    : { cases: [] };

  const rungs: [DeviceChoice, string][] = [
    ['wasm', 'tiny.pth'],
    ['wasm', 'tiny.parallel.legacy.pth'],
  ];
  if (adapter) rungs.push(['webgpu', 'tiny.pth'], ['webgpu', 'tiny.parallel.legacy.pth']);
  it.each(rungs)('gives PyTorch’s logits within 1e-3, from file to answer: %s, %s', async (rung, name) => {
    const scorer = await openScorer(model(name), rung, { gpu });
    expect(scorer.device.rung).toBe(rung);
    for (const { file, logits } of golden.cases) {
      const score = await scorer.score(await frameOf(file));
      logits.forEach((expected, i) =>
        expect(Math.abs((score.logits[i] ?? NaN) - expected)).toBeLessThan(1e-3),
      );
      const { width, height, values } = score.evidence;
      expect(values.length).toBe(width * height * 6);
      expect(score.probabilities.any).toBeCloseTo(1 / (1 + Math.exp(-(logits[5] ?? NaN))), 3);
    }
    await scorer.dispose();
  });

  it.each(['wasm', ...(adapter ? ['webgpu' as const] : [])] as const)(
    'gives the reference’s class evidence, pools it as the head says, and divides by the temperatures: %s',
    async (rung) => {
      const temperatures = [1, 1, 1, 1, 1, 2];
      const pooling = { kind: 'log-mean-exp', sharpness: 3 } as const;
      const sharp = await goldenModel('tiny.pth', {
        ...DEFAULT_HEAD,
        outputStride: 16,
        pooling,
        temperatures,
      });
      const frame = await frameOf(golden.cases[0]?.file ?? '');
      const { artifacts, manifest } = sharp;
      const weights = decodeWeights(artifacts.weightSpecs, artifacts.weightData);
      const input = modelInput(frame, manifest.preprocessing);
      const expected = await referenceForward(manifest, weights, input, manifest.preprocessing.size);
      const scorer = await openScorer(sharp, rung, { gpu });
      const { evidence, logits, probabilities } = await scorer.score(frame);
      expect(evidence).toMatchObject({ height: 14, width: 14 });
      const furthest = (found: Float32Array, wanted: ArrayLike<number>) =>
        found.reduce((most, value, i) => Math.max(most, Math.abs(value - (wanted[i] ?? NaN))), 0);
      expect(furthest(evidence.values, expected.evidence.data)).toBeLessThan(1e-4);
      expect(furthest(logits, expected.logits)).toBeLessThan(1e-4);
      expect(probabilities.any).toBeCloseTo(1 / (1 + Math.exp(-(logits[5] ?? NaN) / 2)), 6);
      await scorer.dispose();
    },
  );

  it('takes WASM and says why where there is no WebGPU', async () => {
    const scorer = await openScorer(model(), 'auto', { gpu: undefined });
    expect(scorer.device).toMatchObject({ rung: 'wasm', reason: { text: 'There is no WebGPU here.' } });
    await scorer.dispose();
  });

  it.skipIf(!adapter?.software)(
    'takes the rung measured faster where the only adapter is a software one, names both, and remembers it',
    async () => {
      const written: Record<string, string> = {};
      const memory = memoryOf({}, (key, value) => void (written[key] = value));
      const scorer = await openScorer(model(), 'auto', { gpu, memory });
      const { rung, reason } = scorer.device;
      expect(reason.text).toContain(adapter?.name);
      expect(reason.text).toMatch(/took [\d.]+ m?s for .*slice, WebAssembly [\d.]+ m?s/);
      const score = await scorer.score(await frameOf(golden.cases[0]?.file ?? ''));
      expect(Math.abs((score.logits[0] ?? NaN) - (golden.cases[0]?.logits[0] ?? 0))).toBeLessThan(1e-3);
      await scorer.dispose();
      const again = await openScorer(model(), 'auto', { gpu, memory: memoryOf(written, () => undefined) });
      expect(again.device).toMatchObject({
        rung,
        reason: { text: `Measured here before: ${reason.text}` },
      });
      await again.dispose();
    },
  );

  it('refuses a device whose answer to the self-test is another', async () => {
    const { manifest } = model();
    const selfTest = { ...manifest.selfTest, logits: manifest.selfTest.logits.map((logit) => logit + 1) };
    const wrong = { ...model(), manifest: { ...manifest, selfTest } };
    await expect(openScorer(wrong, 'wasm', { gpu: undefined })).rejects.toMatchObject({
      code: 'inference/no-rung',
      message: expect.stringContaining('failed the self-test') as string,
    });
  });

  it('says so where WebGPU is forced and there is none', async () => {
    await expect(openScorer(model(), 'webgpu', { gpu: undefined })).rejects.toMatchObject({
      code: 'inference/no-rung',
      message: expect.stringContaining('offers no graphics adapter') as string,
    });
  });

  it('answers calls in the order they came, and rejects those after its end', async () => {
    const scorer = await openScorer(model(), 'wasm', { gpu: undefined });
    const frame = await frameOf(golden.cases[0]?.file ?? '');
    const order: number[] = [];
    await Promise.all([1, 2, 3].map((call) => scorer.score(frame).then(() => order.push(call))));
    expect(order).toEqual([1, 2, 3]);
    await scorer.dispose();
    await expect(scorer.score(frame)).rejects.toMatchObject({ code: 'inference/stopped' });
  });
});

it('refuses to call something a probability that is no number', () => {
  expect(() => probabilitiesOf(Float32Array.of(0, 0, NaN, 0, 0, 0), [])).toThrow(/no number/);
});
