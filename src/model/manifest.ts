/** The manifest as it is read from JSON: nothing unchecked gets past this file. */
import * as v from 'valibot';
import { HEMORRHAGE_CLASSES, HemolensError } from '../base/index.ts';
import { DEFAULT_HEAD } from './head.ts';
import { layerCount } from './layers.ts';
import { largestLogit, SELF_TEST_RECIPE } from './selfTest.ts';
import type { ModelManifest } from './types.ts';
import {
  badField,
  count,
  finite,
  modelId,
  outputStride,
  pooling,
  positive,
  preprocessing,
  said,
  sha256Hex,
  shardPath,
  side,
  temperatures,
  thresholds,
} from './schemas.ts';
import { say } from './sentences.ts';

/** Where the manifest stands in `model.json`. */
export const METADATA_KEY = 'hemolens';

/** How an error calls what is wrong with a manifest. */
export const BAD_MANIFEST = 'model/bad-manifest';
export const THE_MANIFEST = 'The manifest of this model';

const classes = HEMORRHAGE_CLASSES.length;

/**
 * Largest tolerance, in parts of the largest logit (of 1, where all are smaller): room for a device that computes in
 * float16, none for a self-test that passes whatever a device answers.
 */
const LARGEST_TOLERANCE = 0.05;

const architecture = v.pipe(
  v.object({
    blocks: v.pipe(v.array(count), v.length(4)),
    groups: count,
    widthPerGroup: count,
    layers: count,
    outputStride: v.optional(outputStride, DEFAULT_HEAD.outputStride),
  }),
  v.forward(
    v.check(
      ({ blocks, layers }) => layers === layerCount(blocks),
      'not the three layers of each block and the two around them',
    ),
    ['layers'],
  ),
);

const selfTest = v.pipe(
  v.object({
    recipe: v.literal(SELF_TEST_RECIPE),
    size: side,
    logits: v.pipe(v.array(finite), v.length(classes)),
    tolerance: positive,
  }),
  v.forward(
    v.check(
      ({ logits, tolerance }) => tolerance <= LARGEST_TOLERANCE * largestLogit(logits),
      `more than ${LARGEST_TOLERANCE} of the largest logit, which proves nothing`,
    ),
    ['tolerance'],
  ),
);

const fields = v.object({
  schema: v.literal(1),
  id: modelId,
  name: said,
  version: said,
  architecture,
  classes: v.pipe(
    v.array(v.picklist(HEMORRHAGE_CLASSES)),
    v.check((names) => names.join() === HEMORRHAGE_CLASSES.join(), 'not the six classes in their order'),
  ),
  preprocessing,
  outputs: v.object({ logits: said, evidence: said }),
  // Models converted before there was a choice say nothing of their head.
  pooling: v.optional(pooling, DEFAULT_HEAD.pooling),
  temperatures: v.optional(temperatures, DEFAULT_HEAD.temperatures),
  thresholds: v.optional(thresholds, DEFAULT_HEAD.thresholds),
  precision: v.picklist(['float32', 'float16', 'uint8']),
  weightsSha256: sha256Hex,
  shards: v.array(v.object({ path: shardPath, bytes: count, sha256: sha256Hex })),
  licence: said,
  provenance: v.object({ trainedOn: said, trainedBy: said, source: said }),
  performance: v.array(said),
  intendedUse: said,
  selfTest,
});

const manifest = v.pipe(
  fields,
  v.forward(
    v.check(
      ({ selfTest: { size }, preprocessing: reads }) => size === reads.size,
      'not the size that the model reads',
    ),
    ['selfTest', 'size'],
  ),
);

const holder = v.object({ userDefinedMetadata: v.object({ [METADATA_KEY]: v.unknown() }) });

/**
 * The manifest in a `model.json`.
 * @param file  the model's name or path, for errors
 * @throws {HemolensError} `model/bad-manifest`, naming the field
 */
export function parseManifest(modelJson: unknown, file: string): ModelManifest {
  const held = v.safeParse(holder, modelJson);
  if (!held.success) {
    throw new HemolensError(BAD_MANIFEST, say('noManifest'), { file });
  }
  const parsed = v.safeParse(manifest, held.output.userDefinedMetadata[METADATA_KEY]);
  if (!parsed.success) throw badField(BAD_MANIFEST, THE_MANIFEST, parsed.issues, file);
  return parsed.output;
}
