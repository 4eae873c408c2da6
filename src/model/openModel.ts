/** A model folder to what TensorFlow.js loads: manifest checked, shards joined, their hash compared. */
import * as v from 'valibot';
import { HemolensError } from '../base/index.ts';
import { parseManifest } from './manifest.ts';
import { badField, finite } from './schemas.ts';
import { sha256 } from './sha256.ts';
import type { ModelManifest } from './types.ts';
import { byteLengthOf, concatenate, type WeightSpec } from './weights.ts';

/** What `tf.io.fromMemory` takes: a part of `tf.io.ModelArtifacts`. */
export interface ModelArtifacts {
  format: 'graph-model';
  modelTopology: object;
  signature: object;
  weightSpecs: WeightSpec[];
  weightData: ArrayBuffer;
}

export interface OpenedModel {
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
  modelTopology: v.custom<object>(isObject),
  signature: v.custom<object>(isObject),
  weightsManifest: v.array(
    v.object({
      // A shard lies beside model.json: a path that leads elsewhere is none of ours.
      paths: v.array(v.pipe(v.string(), v.regex(/^[\w][\w.-]*$/))),
      weights: v.array(weight),
    }),
  ),
});

/**
 * Reads a model folder through its `model.json`.
 * @param readShard  the bytes of a file beside it; `count` is how many there are
 * @param folder     the model's name or path, with or without `/model.json`, for errors
 * @throws {HemolensError} `model/bad-manifest`; `model/missing-shard` naming the file; `model/corrupt-weights` where the
 *   shards are not those the manifest was written for
 */
export async function openModel(
  modelJson: unknown,
  readShard: (path: string, count: number) => Promise<Uint8Array>,
  folder: string,
): Promise<OpenedModel> {
  const manifest = parseManifest(modelJson, folder);
  const parsed = v.safeParse(graphModel, modelJson);
  if (!parsed.success) throw badField('model/bad-manifest', 'The model.json', parsed.issues, folder);
  const { format, modelTopology, signature, weightsManifest } = parsed.output;
  const paths = weightsManifest.flatMap((group) => group.paths);
  const shards = await Promise.all(
    paths.map(async (path) => {
      try {
        return await readShard(path, paths.length);
      } catch (cause) {
        if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
        throw new HemolensError(
          'model/missing-shard',
          `The model's file ${path} is missing or cannot be read.`,
          {
            file: `${folder.replace(/\/?model\.json$/, '')}/${path}`,
            cause,
          },
        );
      }
    }),
  );
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const weights = concatenate(shards);
  const expected = weightSpecs.reduce((sum, spec) => sum + byteLengthOf(spec), 0);
  if (weights.length !== expected || (await sha256(weights)) !== manifest.weightsSha256) {
    throw new HemolensError(
      'model/corrupt-weights',
      "The model's weights are not those its manifest was written for: the files are damaged, incomplete or mixed up.",
      { file: folder },
    );
  }
  return {
    manifest,
    artifacts: { format, modelTopology, signature, weightSpecs, weightData: weights.buffer },
  };
}
