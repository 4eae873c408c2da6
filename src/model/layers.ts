/**
 * A ResNeXt as a list of layers, in the order they run: what torchvision's `ResNet(Bottleneck, …)` does, as data.
 * Names, folding, graph and reference all walk this one list.
 *
 * @see https://github.com/pytorch/vision/blob/main/torchvision/models/resnet.py (stride on the 3 × 3 convolution)
 */
import type { ResNeXtArchitecture } from './types.ts';

/** A convolution with its batch norm folded in; padding is symmetric. */
export interface ConvolutionLayer {
  /** As in the state dict, e.g. `layer1.0.conv2`. */
  readonly name: string;
  /** The batch norm behind it, e.g. `layer1.0.bn2`. */
  readonly norm: string;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly groups: number;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly relu: boolean;
}

/** `relu(expand(spatial(reduce(x))) + shortcut(x))`; the shortcut is x itself where there is no downsample. */
export interface BottleneckBlock {
  /** E.g. `layer1.0`. */
  readonly name: string;
  readonly reduce: ConvolutionLayer;
  readonly spatial: ConvolutionLayer;
  readonly expand: ConvolutionLayer;
  readonly downsample: ConvolutionLayer | undefined;
}

export interface ResNeXtLayers {
  readonly stem: ConvolutionLayer;
  readonly blocks: readonly BottleneckBlock[];
  /** Channels that the last, linear layer reads. */
  readonly features: number;
}

/** Channels of the input: one a window. */
export const INPUT_CHANNELS = 3;
const STEM_CHANNELS = 64;
/** A block's output has four times its planes. */
const EXPANSION = 4;
/** The width of a block is stated relative to this many planes. */
const BASE_PLANES = 64;

/** Max pooling between stem and first stage: 3 × 3, stride 2, one pixel of padding. */
export const STEM_POOL = { kernel: 3, stride: 2, padding: 1 } as const;

export function layersOf({
  blocks,
  groups,
  widthPerGroup,
  outputStride,
}: ResNeXtArchitecture): ResNeXtLayers {
  /** The first stage and, at output stride 16, the last keep the size of what they read. */
  const shrinks = (stage: number) => stage > 0 && (outputStride === 32 || stage < blocks.length - 1);
  const all: BottleneckBlock[] = [];
  let channels = STEM_CHANNELS;
  blocks.forEach((count, stage) => {
    const planes = BASE_PLANES * 2 ** stage;
    const width = Math.floor((planes * widthPerGroup) / BASE_PLANES) * groups;
    const outChannels = planes * EXPANSION;
    for (let index = 0; index < count; index++) {
      const name = `layer${stage + 1}.${index}`;
      const stride = index === 0 && shrinks(stage) ? 2 : 1;
      const pointwise = { kernel: 1, stride: 1, padding: 0, groups: 1 };
      all.push({
        name,
        reduce: {
          ...pointwise,
          name: `${name}.conv1`,
          norm: `${name}.bn1`,
          inChannels: channels,
          outChannels: width,
          relu: true,
        },
        spatial: {
          name: `${name}.conv2`,
          norm: `${name}.bn2`,
          kernel: 3,
          stride,
          padding: 1,
          groups,
          inChannels: width,
          outChannels: width,
          relu: true,
        },
        expand: {
          ...pointwise,
          name: `${name}.conv3`,
          norm: `${name}.bn3`,
          inChannels: width,
          outChannels,
          relu: false,
        },
        downsample:
          index > 0
            ? undefined
            : {
                ...pointwise,
                stride,
                name: `${name}.downsample.0`,
                norm: `${name}.downsample.1`,
                inChannels: channels,
                outChannels,
                relu: false,
              },
      });
      channels = outChannels;
    }
  });
  return {
    stem: {
      name: 'conv1',
      norm: 'bn1',
      kernel: 7,
      stride: 2,
      padding: 3,
      groups: 1,
      inChannels: INPUT_CHANNELS,
      outChannels: STEM_CHANNELS,
      relu: true,
    },
    blocks: all,
    features: channels,
  };
}

/**
 * Blocks of a stage, by a part of the name that one thing of each has; what stands behind a gap belongs to none.
 * @param stage  numbered from 1, as in names
 */
export function countBlocks(names: ReadonlyMap<string, unknown>, stage: number, part: string): number {
  let count = 0;
  while (names.has(`layer${stage}.${count}.${part}`)) count++;
  return count;
}

/** The number in a model's name: three convolutions a block, the first one and the linear layer. */
export function layerCount(blocks: readonly number[]): number {
  return 3 * blocks.reduce((sum, count) => sum + count, 0) + 2;
}

/** All convolutions, in the order they run. */
export function convolutionsOf({ stem, blocks }: ResNeXtLayers): readonly ConvolutionLayer[] {
  return [
    stem,
    ...blocks.flatMap(({ reduce, spatial, expand, downsample }) =>
      downsample ? [reduce, spatial, expand, downsample] : [reduce, spatial, expand],
    ),
  ];
}
