import { describe, expect, it } from 'vitest';
import { convertCheckpoint } from './convert.ts';
import { DEFAULT_HEAD, parseHead } from './head.ts';
import { openModel } from './openModel.ts';
import { operationsOf } from './operations.ts';
import { DEFAULT_PREPROCESSING } from './preprocessing.ts';
import { referenceForward } from './referenceForward.ts';
import { selfTestInput } from './selfTest.ts';
import { TEST_CARD } from './testing/card.ts';
import { checkpointParts, stateDict, TINY, zipCheckpoint } from './testing/checkpoints.ts';
import type { NetworkHead } from './types.ts';
import { decodeWeights } from './weights.ts';

const SIZE = 64;

async function open(head?: NetworkHead, change: (modelJson: string) => string = (json) => json) {
  const { files } = await convertCheckpoint(zipCheckpoint(checkpointParts(stateDict(TINY))), {
    file: 'a.pth',
    precision: 'float32',
    preprocessing: { ...DEFAULT_PREPROCESSING, size: SIZE },
    head,
    card: TEST_CARD,
  });
  const file = (name: string) => files.get(name) ?? new Uint8Array();
  const json: unknown = JSON.parse(change(new TextDecoder().decode(file('model.json'))));
  const model = await openModel(json, (path) => Promise.resolve(file(path)), 'tiny');
  const weights = decodeWeights(model.artifacts.weightSpecs, model.artifacts.weightData);
  const answer = await referenceForward(model.manifest, weights, selfTestInput('sines-v1', SIZE), SIZE);
  return { model, answer };
}

const SHARP: NetworkHead = {
  outputStride: 16,
  pooling: { kind: 'log-mean-exp', sharpness: 2 },
  temperatures: [1, 1, 1.5, 1, 1, 0.8],
  thresholds: [0.02, 0.1, 0.1, 0.1, 0.1, 0.15],
};

describe('a network’s head', () => {
  it('stands in the manifest, and in the graph that devices run', async () => {
    const { model, answer } = await open(SHARP);
    expect(model.manifest).toMatchObject({
      architecture: { outputStride: 16 },
      pooling: SHARP.pooling,
      temperatures: SHARP.temperatures,
      thresholds: SHARP.thresholds,
    });
    const operations = operationsOf(model.artifacts, 'tiny');
    expect(operations.at(-1)).toMatchObject({ kind: 'pooled-logits', pooling: SHARP.pooling });
    const strides = (name: string) =>
      operations.flatMap((one) => (one.kind === 'convolution' && one.name === name ? [one.stride] : []));
    expect([...strides('layer3.0.conv2'), ...strides('layer4.0.conv2')]).toEqual([2, 1]);
    expect([...strides('layer4.0.downsample.0')]).toEqual([1]);
    expect(answer.evidence).toMatchObject({ height: SIZE / 16, width: SIZE / 16 });
  });

  it('with log-mean-exp pools between the mean and the maximum of the evidence', async () => {
    const { model, answer } = await open(SHARP);
    const pooled = (pooling: NetworkHead['pooling']) => {
      const weights = decodeWeights(model.artifacts.weightSpecs, model.artifacts.weightData);
      const { architecture } = model.manifest;
      return referenceForward({ architecture, pooling }, weights, selfTestInput('sines-v1', SIZE), SIZE);
    };
    const mean = await pooled({ kind: 'mean' });
    const nearlyMean = await pooled({ kind: 'log-mean-exp', sharpness: 1e-4 });
    const nearlyLargest = await pooled({ kind: 'log-mean-exp', sharpness: 1e5 });
    const columns = Array.from({ length: 6 }, (_, index) =>
      Math.max(...answer.evidence.data.filter((__, i) => i % 6 === index)),
    );
    for (const [index, logit] of answer.logits.entries()) {
      const low = mean.logits[index] ?? NaN;
      const high = nearlyLargest.logits[index] ?? NaN;
      expect(logit).toBeGreaterThan(low);
      expect(logit).toBeLessThan(high);
      expect(nearlyMean.logits[index]).toBeCloseTo(low, 4);
      // What is not evidence is bias, the same in each.
      const meanOfEvidence =
        answer.evidence.data.filter((__, i) => i % 6 === index).reduce((sum, value) => sum + value, 0) / 16;
      expect(high - (columns[index] ?? NaN)).toBeCloseTo(low - meanOfEvidence, 3);
    }
  });

  it('is torchvision’s where a manifest says nothing of it', async () => {
    const { model } = await open(undefined, (json) => {
      const parsed = JSON.parse(json) as {
        userDefinedMetadata: { hemolens: Record<string, unknown> & { architecture: object } };
      };
      const { hemolens } = parsed.userDefinedMetadata;
      delete hemolens.pooling;
      delete hemolens.temperatures;
      delete hemolens.thresholds;
      hemolens.architecture = { ...TINY, outputStride: undefined };
      return JSON.stringify(parsed);
    });
    const { architecture, pooling, temperatures, thresholds } = model.manifest;
    expect({ outputStride: architecture.outputStride, pooling, temperatures, thresholds }).toEqual(
      DEFAULT_HEAD,
    );
  });

  it('that is another than the graph’s is refused', async () => {
    await expect(
      open(SHARP, (json) => json.replace('"outputStride":16', '"outputStride":32')),
    ).rejects.toMatchObject({
      code: 'model/bad-manifest',
      message: expect.stringContaining('architecture.outputStride') as string,
    });
    await expect(
      open(SHARP, (json) => json.replace('"kind":"log-mean-exp","sharpness":2', '"kind":"mean"')),
    ).rejects.toMatchObject({
      code: 'model/bad-manifest',
      message: expect.stringContaining('pooling') as string,
    });
  });

  it.each([
    [{ outputStride: 8 }, 'outputStride'],
    [{ pooling: { kind: 'maximum' } }, 'pooling.kind'],
    [{ pooling: { kind: 'log-mean-exp', sharpness: 0 } }, 'pooling.sharpness'],
    [{ temperatures: [1, 1, 1] }, 'temperatures'],
    [{ thresholds: [0.5, 0.5, 0.5, 0.5, 0.5, 1] }, 'thresholds.5'],
    [{ temperature: 1 }, 'temperature'],
  ])('is refused where a file states it wrongly: %o', (json, field) => {
    expect(() => parseHead(json, 'head.json')).toThrow(new RegExp(`at ${field}:`));
  });

  it('keeps torchvision’s where a file leaves a part out', () => {
    expect(parseHead({ outputStride: 16 }, 'head.json')).toEqual({ ...DEFAULT_HEAD, outputStride: 16 });
  });
});
