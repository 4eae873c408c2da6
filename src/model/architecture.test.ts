import { describe, expect, it } from 'vitest';
import { HemolensError } from '../base/index.ts';
import { architectureName, inferArchitecture } from './architecture.ts';
import { convolutionsOf, layersOf } from './layers.ts';
import type { ResNeXtArchitecture } from './types.ts';

type Shapes = Map<string, { shape: number[] }>;

/** Names and shapes as torchvision gives them, without any values. */
function shapesOf(architecture: ResNeXtArchitecture, outputs = 6): Shapes {
  const layers = layersOf(architecture);
  const shapes: Shapes = new Map();
  for (const { name, norm, kernel, groups, inChannels, outChannels } of convolutionsOf(layers)) {
    shapes.set(`${name}.weight`, { shape: [outChannels, inChannels / groups, kernel, kernel] });
    for (const part of ['weight', 'bias', 'running_mean', 'running_var']) {
      shapes.set(`${norm}.${part}`, { shape: [outChannels] });
    }
    shapes.set(`${norm}.num_batches_tracked`, { shape: [] });
  }
  shapes.set('fc.weight', { shape: [outputs, layers.features] });
  shapes.set('fc.bias', { shape: [outputs] });
  return shapes;
}

const RESNEXT_50: ResNeXtArchitecture = {
  blocks: [3, 4, 6, 3],
  groups: 32,
  widthPerGroup: 4,
  layers: 50,
  outputStride: 32,
};

function refusal(shapes: Shapes): { code: string; message: string } {
  try {
    inferArchitecture(shapes, 32, 'a.pth');
  } catch (thrown) {
    if (thrown instanceof HemolensError) return { code: thrown.code, message: thrown.message };
  }
  throw new Error('nothing was refused');
}

describe('the architecture of a checkpoint', () => {
  it.each<[string, ResNeXtArchitecture]>([
    ['ResNeXt-50 32×4d', RESNEXT_50],
    [
      'ResNeXt-101 32×8d',
      { blocks: [3, 4, 23, 3], groups: 32, widthPerGroup: 8, layers: 101, outputStride: 32 },
    ],
    [
      'ResNeXt-26 16×4d',
      { blocks: [2, 2, 2, 2], groups: 16, widthPerGroup: 4, layers: 26, outputStride: 32 },
    ],
    ['ResNet-50', { blocks: [3, 4, 6, 3], groups: 1, widthPerGroup: 64, layers: 50, outputStride: 32 }],
  ])('is told from names and shapes: %s', (name, architecture) => {
    const inferred = inferArchitecture(shapesOf(architecture), 32, 'a.pth');
    expect(inferred).toEqual(architecture);
    expect(architectureName(inferred)).toBe(name);
  });

  it('has the widths that torchvision gives a ResNeXt-50 32×4d', () => {
    const shapes = shapesOf(RESNEXT_50);
    expect(shapes.get('layer1.0.conv2.weight')?.shape).toEqual([128, 4, 3, 3]);
    expect(shapes.get('layer4.2.conv2.weight')?.shape).toEqual([1024, 32, 3, 3]);
    expect(shapes.get('layer4.0.downsample.0.weight')?.shape).toEqual([2048, 1024, 1, 1]);
    expect(shapes.get('fc.weight')?.shape).toEqual([6, 2048]);
  });

  it('is not that of a ResNet-18, whose blocks have two convolutions', () => {
    const shapes: Shapes = new Map([
      ['conv1.weight', { shape: [64, 3, 7, 7] }],
      ['fc.weight', { shape: [6, 512] }],
      ['fc.bias', { shape: [6] }],
    ]);
    for (const stage of [1, 2, 3, 4]) {
      const width = 32 * 2 ** stage;
      for (const block of [0, 1]) {
        for (const convolution of [1, 2]) {
          shapes.set(`layer${stage}.${block}.conv${convolution}.weight`, { shape: [width, width, 3, 3] });
        }
      }
    }
    expect(refusal(shapes)).toMatchObject({
      code: 'model/not-a-resnext',
      message: expect.stringContaining('ResNet-18') as string,
    });
  });

  it('says which tensors are missing, and which are there besides', () => {
    const lacking = shapesOf(RESNEXT_50);
    lacking.delete('layer3.2.bn2.running_var');
    expect(refusal(lacking).message).toContain('lacks layer3.2.bn2.running_var');
    const withAttention = shapesOf(RESNEXT_50);
    withAttention.set('layer1.0.se.fc1.weight', { shape: [16, 256, 1, 1] });
    expect(refusal(withAttention).message).toContain('layer1.0.se.fc1.weight besides');
  });

  it('has a 7 × 7 stem over three channels', () => {
    const shapes = shapesOf(RESNEXT_50);
    shapes.set('conv1.weight', { shape: [64, 1, 7, 7] });
    expect(refusal(shapes)).toEqual({
      code: 'model/not-a-resnext',
      message:
        'This checkpoint is no ResNeXt with bottleneck blocks: conv1.weight has the shape [64, 1, 7, 7], not [64, 3, 7, 7].',
    });
  });

  it('is refused without six outputs', () => {
    expect(refusal(shapesOf(RESNEXT_50, 1000))).toMatchObject({
      code: 'model/wrong-outputs',
      message: expect.stringContaining('1000') as string,
    });
  });

  it('is none where the tensors are those of another kind of model', () => {
    const shapes: Shapes = new Map([['encoder.weight', { shape: [3, 3] }]]);
    expect(refusal(shapes).code).toBe('model/not-a-resnext');
  });
});
