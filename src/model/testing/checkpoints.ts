/** PyTorch checkpoints made in code: state dicts of small models, in both file formats. */
import { zipSync } from 'fflate';
import { convolutionsOf, layersOf } from '../layers.ts';
import type { ResNeXtArchitecture } from '../types.ts';
import { littleEndian, pickle, type Pickled } from './pickles.ts';

export interface TestTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Fourteen layers in eight groups of four channels: the smallest that has everything. */
export const TINY: ResNeXtArchitecture = {
  blocks: [1, 1, 1, 1],
  groups: 8,
  widthPerGroup: 4,
  layers: 14,
  outputStride: 32,
};

/** A state dict with seeded values of a trained network's size. */
export function stateDict(architecture: ResNeXtArchitecture, outputs = 6): Map<string, TestTensor> {
  const layers = layersOf(architecture);
  const tensors = new Map<string, TestTensor>();
  let seed = 1;
  const fill = (name: string, shape: readonly number[], low: number, high: number) => {
    const data = new Float32Array(shape.reduce((product, side) => product * side, 1));
    for (let i = 0; i < data.length; i++) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      data[i] = low + (high - low) * (seed / 2 ** 32);
    }
    tensors.set(name, { shape, data });
  };
  for (const { name, norm, kernel, groups, inChannels, outChannels } of convolutionsOf(layers)) {
    const inPerGroup = inChannels / groups;
    const bound = Math.sqrt(6 / (inPerGroup * kernel * kernel));
    fill(`${name}.weight`, [outChannels, inPerGroup, kernel, kernel], -bound, bound);
    fill(`${norm}.weight`, [outChannels], 0.5, 1);
    fill(`${norm}.bias`, [outChannels], -0.2, 0.2);
    fill(`${norm}.running_mean`, [outChannels], -0.2, 0.2);
    fill(`${norm}.running_var`, [outChannels], 0.5, 1.5);
  }
  fill('fc.weight', [outputs, layers.features], -0.05, 0.05);
  fill('fc.bias', [outputs], -0.5, 0.5);
  return tensors;
}

/** One tensor of a checkpoint, as `torch._utils._rebuild_tensor_v2` is told of it. */
export interface PickledTensor {
  readonly storage: string;
  readonly elements: number;
  readonly storageClass?: string;
  readonly offset?: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

export function pickledTensor(tensor: PickledTensor, legacy: boolean): Pickled {
  const { storage, elements, storageClass = 'FloatStorage', offset = 0, shape, strides } = tensor;
  const id: Pickled[] = ['storage', { global: ['torch', storageClass] }, storage, 'cpu', elements];
  const noHooks: Pickled = { call: [{ global: ['collections', 'OrderedDict'] }, { tuple: [] }] };
  return {
    call: [
      { global: ['torch._utils', '_rebuild_tensor_v2'] },
      {
        tuple: [
          { persistent: { tuple: legacy ? [...id, null] : id } },
          offset,
          { tuple: shape },
          { tuple: strides },
          false,
          noHooks,
        ],
      },
    ],
  };
}

export interface CheckpointParts {
  readonly value: Pickled;
  /** Bytes of each storage, with its elements' size. */
  readonly storages: ReadonlyMap<string, { readonly bytes: Uint8Array; readonly elementBytes: number }>;
}

/** What `torch.save(state_dict)` is about to write; `wrap` nests it as a training script would. */
export function checkpointParts(
  tensors: ReadonlyMap<string, TestTensor>,
  { legacy = false, prefix = '', wrap = (dict: Pickled): Pickled => dict } = {},
): CheckpointParts {
  const storages = new Map<string, { bytes: Uint8Array; elementBytes: number }>();
  const entries = Array.from(tensors, ([name, { shape, data }], index): [Pickled, Pickled] => {
    const storage = String(index);
    storages.set(storage, {
      bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
      elementBytes: 4,
    });
    const strides = shape.map((_, axis) =>
      shape.slice(axis + 1).reduce((product, side) => product * side, 1),
    );
    return [prefix + name, pickledTensor({ storage, elements: data.length, shape, strides }, legacy)];
  });
  return { value: wrap({ dict: entries }), storages };
}

/** The format since PyTorch 1.6. */
export function zipCheckpoint(
  { value, storages }: CheckpointParts,
  {
    name = 'archive',
    deflated = false,
    byteOrder = 'little',
    protocol = 2,
  }: { name?: string; deflated?: boolean; byteOrder?: 'little' | 'big'; protocol?: 2 | 4 } = {},
): Uint8Array {
  const files: Record<string, Uint8Array> = {
    [`${name}/data.pkl`]: pickle(value, protocol),
    [`${name}/byteorder`]: new TextEncoder().encode(byteOrder),
    [`${name}/version`]: new TextEncoder().encode('3\n'),
  };
  for (const [key, { bytes }] of storages) files[`${name}/data/${key}`] = bytes;
  return zipSync(files, { level: deflated ? 1 : 0 });
}

/** The format before PyTorch 1.6. */
export function legacyCheckpoint({ value, storages }: CheckpointParts): Uint8Array {
  const parts = [
    pickle(0x1950a86a20f9469cfc6cn),
    pickle(1001),
    pickle({ dict: [['little_endian', true]] }),
    pickle(value),
    pickle({ list: [...storages.keys()] }),
    ...Array.from(storages.values(), ({ bytes, elementBytes }) => [
      Uint8Array.from(littleEndian(BigInt(bytes.length / elementBytes), 8)),
      bytes,
    ]).flat(),
  ];
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
