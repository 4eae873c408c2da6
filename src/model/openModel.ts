/** A model folder to what TensorFlow.js loads: manifest checked, shards joined, their hash compared. */
import * as v from 'valibot';
import { HemolensError } from '../base/index.ts';
import { checkArchitecture } from './graphArchitecture.ts';
import { graphDef, type GraphDef } from './graphDef.ts';
import { BAD_MANIFEST, parseManifest, THE_MANIFEST } from './manifest.ts';
import { badField, fieldError, finite, shardPath } from './schemas.ts';
import { sha256 } from './sha256.ts';
import type { ModelManifest, Shard } from './types.ts';
import { byteLengthOf, concatenate, type WeightSpec } from './weights.ts';
import { say } from './sentences.ts';

/** What `tf.io.fromMemory` takes: a part of `tf.io.ModelArtifacts`. */
export interface ModelArtifacts {
  format: 'graph-model';
  modelTopology: GraphDef;
  signature: object;
  weightSpecs: WeightSpec[];
  weightData: ArrayBuffer;
}

export interface OpenedModel {
  /** The model's name or path, for errors. */
  readonly file: string;
  readonly manifest: ModelManifest;
  readonly artifacts: ModelArtifacts;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const weight = v.object({
  name: v.string(),
  shape: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
  dtype: v.picklist(['float32', 'int32']),
  quantization: v.exactOptional(
    v.variant('dtype', [
      v.object({ dtype: v.literal('float16'), original_dtype: v.literal('float32') }),
      v.object({
        dtype: v.literal('uint8'),
        original_dtype: v.literal('float32'),
        min: finite,
        scale: finite,
      }),
    ]),
  ),
});

const graphModel = v.object({
  format: v.literal('graph-model'),
  modelTopology: graphDef,
  signature: v.custom<object>(isObject),
  weightsManifest: v.array(
    v.object({
      paths: v.array(shardPath),
      weights: v.array(weight),
    }),
  ),
});

/**
 * Reads a model folder through its `model.json`.
 * @param readShard  the bytes of a file beside it; `count` is how many there are
 * @param folder     the model's name or path, with or without `/model.json`, for errors
 * @throws {HemolensError} `model/bad-manifest`, naming the field; `model/missing-shard` and `model/corrupt-weights`,
 *   naming the shard that is not the one the manifest was written for
 */
export async function openModel(
  modelJson: unknown,
  readShard: (path: string, count: number) => Promise<Uint8Array>,
  folder: string,
): Promise<OpenedModel> {
  const manifest = parseManifest(modelJson, folder);
  const parsed = v.safeParse(graphModel, modelJson);
  if (!parsed.success) throw badField(BAD_MANIFEST, 'The model.json', parsed.issues, folder);
  const { format, modelTopology, signature, weightsManifest } = parsed.output;
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  checkArchitecture(manifest, modelTopology, weightSpecs, folder);
  const paths = weightsManifest.flatMap((group) => group.paths);
  if (paths.join() !== manifest.shards.map(({ path }) => path).join()) {
    throw fieldError(BAD_MANIFEST, THE_MANIFEST, 'shards', 'not the files that model.json lists', folder);
  }
  const weights = concatenate(
    await Promise.all(
      manifest.shards.map((shard) => intactShard(shard, (path) => readShard(path, paths.length), folder)),
    ),
  );
  const expected = weightSpecs.reduce((sum, spec) => sum + byteLengthOf(spec), 0);
  if (weights.length !== expected || (await sha256(weights)) !== manifest.weightsSha256) {
    throw new HemolensError('model/corrupt-weights', say('otherWeights'), { file: folder });
  }
  return {
    file: folder,
    manifest,
    artifacts: { format, modelTopology, signature, weightSpecs, weightData: weights.buffer },
  };
}

async function intactShard(
  shard: Shard,
  read: (path: string) => Promise<Uint8Array>,
  folder: string,
): Promise<Uint8Array> {
  const { path } = shard;
  const file = shardFile(folder, path);
  let bytes: Uint8Array;
  try {
    bytes = await read(path);
  } catch (cause) {
    throw new HemolensError('model/missing-shard', say('missingShard', { path }), {
      file,
      cause,
    });
  }
  if (bytes.length !== shard.bytes || (await sha256(bytes)) !== shard.sha256) {
    throw new HemolensError('model/corrupt-weights', say('corruptShard', { path }), { file });
  }
  return bytes;
}

function shardFile(folder: string, path: string): string {
  const beside = folder.replace(/(^|\/)model\.json$/, '$1');
  return beside === '' || beside.endsWith('/') ? beside + path : `${beside}/${path}`;
}
