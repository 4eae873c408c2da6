/** A PyTorch checkpoint to a model folder: read, understood, folded, stored, and computed once to know its answer. */
import { HEMORRHAGE_CLASSES, type HemorrhageClass } from '../base/index.ts';
import { architectureName, inferArchitecture } from './architecture.ts';
import { readCheckpoint } from './checkpoint/checkpoint.ts';
import { foldConvolution, transposeLinear } from './fold.ts';
import { biasName, buildGraph, filterName, GRAPH_CONSTANTS, HEAD, OUTPUTS } from './graph.ts';
import { DEFAULT_HEAD } from './head.ts';
import { convolutionsOf, layersOf, type ResNeXtLayers } from './layers.ts';
import { METADATA_KEY } from './manifest.ts';
import { referenceForward, type ReferenceOptions } from './referenceForward.ts';
import { largestLogit, SELF_TEST_RECIPE, selfTestInput } from './selfTest.ts';
import { sha256 } from './sha256.ts';
import type { ModelManifest, NetworkHead, Preprocessing, SelfTest, WeightPrecision } from './types.ts';
import { decodeWeights, encodeWeights, valuesOf, type TensorValues, type Weight } from './weights.ts';

/** Largest shard, bytes: small enough for a browser to cache and a download to be resumed. */
const SHARD_BYTES = 4 * 1024 * 1024;

/**
 * Largest difference of a logit from the reference at which a device counts as right, in parts of the largest logit
 * (of 1, where all are smaller): float32 on the CPU and WASM backends stays within 1e-5, a device that computes
 * something else is off by tenths.
 */
const SELF_TEST_TOLERANCE = 1e-3;

/** Logits are written with this many decimals, well below the tolerance. */
const LOGIT_DECIMALS = 6;

/** What a checkpoint does not say of itself and a manifest must. */
export type ModelCard = Pick<
  ModelManifest,
  'id' | 'version' | 'licence' | 'provenance' | 'performance' | 'intendedUse'
> & {
  /** E.g. `ResNeXt-50 32×4d` where it is left out. */
  readonly name?: string | undefined;
};

export interface ConversionOptions extends ReferenceOptions {
  /** The checkpoint's name, for errors. */
  readonly file: string;
  readonly card: ModelCard;
  readonly preprocessing: Preprocessing;
  /** As torchvision builds it where it is left out. */
  readonly head?: NetworkHead | undefined;
  readonly precision: WeightPrecision;
  /** The checkpoint's outputs in its own order, each class once; this program's order where it is left out. */
  readonly outputs?: readonly HemorrhageClass[] | undefined;
}

export interface ConvertedModel {
  readonly manifest: ModelManifest;
  /** `model.json` and its shards, by file name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Converts a checkpoint of a torchvision ResNeXt with six outputs. The same checkpoint and options give the same bytes.
 * @param bytes  a PyTorch checkpoint, as {@link readCheckpoint} takes it
 * @throws {HemolensError} `model/bad-checkpoint`, `model/foreign-global`, `model/not-a-resnext`, `model/wrong-outputs`,
 *   `model/bad-weights`
 */
export async function convertCheckpoint(
  bytes: Uint8Array,
  options: ConversionOptions,
): Promise<ConvertedModel> {
  const { file, card, preprocessing, precision, outputs = HEMORRHAGE_CLASSES, head = DEFAULT_HEAD } = options;
  const tensors = readCheckpoint(bytes, file);
  const { pooling, temperatures, thresholds, outputStride } = head;
  const architecture = inferArchitecture(tensors, outputStride, file);
  const layers = layersOf(architecture);
  const weights = foldWeights(layers, tensors, outputs);
  const stored = encodeWeights(weights, precision, file);
  const shards = splitShards(stored.bytes);
  const manifest: ModelManifest = {
    schema: 1,
    id: card.id,
    name: card.name ?? architectureName(architecture),
    version: card.version,
    architecture,
    classes: HEMORRHAGE_CLASSES,
    preprocessing,
    outputs: OUTPUTS,
    pooling,
    temperatures,
    thresholds,
    precision,
    weightsSha256: await sha256(stored.bytes),
    shards: await Promise.all(
      Array.from(shards, async ([path, part]) => ({
        path,
        bytes: part.length,
        sha256: await sha256(part),
      })),
    ),
    licence: card.licence,
    provenance: card.provenance,
    performance: card.performance,
    intendedUse: card.intendedUse,
    selfTest: await selfTest(
      { architecture, pooling },
      decodeWeights(stored.specs, stored.bytes.buffer),
      options,
    ),
  };
  const modelJson = {
    format: 'graph-model',
    generatedBy: 'PyTorch checkpoint',
    convertedBy: 'Hemolens',
    ...buildGraph(layers, pooling, weights),
    weightsManifest: [{ paths: [...shards.keys()], weights: stored.specs }],
    userDefinedMetadata: { [METADATA_KEY]: manifest },
  };
  const text = new TextEncoder().encode(`${JSON.stringify(modelJson)}\n`);
  return { manifest, files: new Map([['model.json', text], ...shards]) };
}

function foldWeights(
  layers: ResNeXtLayers,
  tensors: TensorValues,
  outputs: readonly HemorrhageClass[],
): readonly Weight[] {
  const rows = HEMORRHAGE_CLASSES.map((name) => outputs.indexOf(name));
  const linearBias = valuesOf(tensors, 'fc.bias');
  const { features } = layers;
  return [
    ...convolutionsOf(layers).flatMap((layer): Weight[] => {
      const { filter, bias } = foldConvolution(layer, tensors);
      const { kernel, inChannels, outChannels, groups } = layer;
      return [
        {
          name: filterName(layer),
          shape: [kernel, kernel, inChannels / groups, outChannels],
          values: filter,
        },
        { name: biasName(layer), shape: [outChannels], values: bias },
      ];
    }),
    {
      name: HEAD.filter,
      shape: [1, 1, features, rows.length],
      values: transposeLinear(valuesOf(tensors, 'fc.weight'), features, rows),
    },
    {
      name: HEAD.bias,
      shape: [rows.length],
      values: Float32Array.from(rows, (row) => linearBias[row] ?? NaN),
    },
    ...GRAPH_CONSTANTS,
  ];
}

async function selfTest(
  network: Pick<ModelManifest, 'architecture' | 'pooling'>,
  weights: ReturnType<typeof decodeWeights>,
  { preprocessing: { size }, onProgress }: ConversionOptions,
): Promise<SelfTest> {
  const input = selfTestInput(SELF_TEST_RECIPE, size);
  const { logits } = await referenceForward(network, weights, input, size, { onProgress });
  return {
    recipe: SELF_TEST_RECIPE,
    size,
    logits: logits.map((logit) => Number(logit.toFixed(LOGIT_DECIMALS))),
    tolerance: Number((SELF_TEST_TOLERANCE * largestLogit(logits)).toPrecision(2)),
  };
}

function splitShards(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const count = Math.ceil(bytes.length / SHARD_BYTES);
  return new Map(
    Array.from({ length: count }, (_, i) => [
      `group1-shard${i + 1}of${count}.bin`,
      bytes.subarray(i * SHARD_BYTES, (i + 1) * SHARD_BYTES),
    ]),
  );
}
