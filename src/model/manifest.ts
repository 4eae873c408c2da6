/** The manifest as it is read from JSON: nothing unchecked gets past this file. */
import * as v from 'valibot';
import { HEMORRHAGE_CLASSES, HemolensError } from '../base/index.ts';
import { SELF_TEST_RECIPE } from './selfTest.ts';
import type { ModelManifest } from './types.ts';
import { badField, count, finite, positive, preprocessing, said, side } from './schemas.ts';

/** Where the manifest stands in `model.json`. */
export const METADATA_KEY = 'hemolens';

const classes = HEMORRHAGE_CLASSES.length;

const manifest = v.object({
  schema: v.literal(1),
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9._-]*$/)),
  name: said,
  version: said,
  architecture: v.object({
    blocks: v.pipe(v.array(count), v.length(4)),
    groups: count,
    widthPerGroup: count,
    layers: count,
  }),
  classes: v.pipe(
    v.array(v.picklist(HEMORRHAGE_CLASSES)),
    v.check((names) => names.join() === HEMORRHAGE_CLASSES.join(), 'not the six classes in their order'),
  ),
  preprocessing,
  outputs: v.object({ logits: said, evidence: said }),
  precision: v.picklist(['float32', 'float16', 'uint8']),
  weightsSha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  licence: said,
  provenance: v.object({ trainedOn: said, trainedBy: said, source: said }),
  performance: v.array(said),
  intendedUse: said,
  selfTest: v.object({
    recipe: v.literal(SELF_TEST_RECIPE),
    size: side,
    logits: v.pipe(v.array(finite), v.length(classes)),
    tolerance: positive,
  }),
});

const holder = v.object({ userDefinedMetadata: v.object({ [METADATA_KEY]: v.unknown() }) });

/**
 * The manifest in a `model.json`.
 * @param file  the model's name or path, for errors
 * @throws {HemolensError} `model/bad-manifest`, naming the field
 */
export function parseManifest(modelJson: unknown, file: string): ModelManifest {
  const held = v.safeParse(holder, modelJson);
  if (!held.success) {
    throw new HemolensError(
      'model/bad-manifest',
      'This model carries no Hemolens manifest: make one with hemolens convert.',
      { file },
    );
  }
  const parsed = v.safeParse(manifest, held.output.userDefinedMetadata[METADATA_KEY]);
  if (!parsed.success)
    throw badField('model/bad-manifest', 'The manifest of this model', parsed.issues, file);
  return parsed.output;
}
