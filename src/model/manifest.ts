/** The manifest and the preprocessing as they are read from JSON: nothing unchecked gets past this file. */
import * as v from 'valibot';
import { HEMORRHAGE_CLASSES, HemolensError } from '../base/index.ts';
import { SELF_TEST_RECIPE } from './selfTest.ts';
import type { ModelManifest, Preprocessing } from './types.ts';

/** Where the manifest stands in `model.json`. */
export const METADATA_KEY = 'hemolens';

const finite = v.pipe(v.number(), v.finite());
const positive = v.pipe(finite, v.gtValue(0));
const count = v.pipe(v.number(), v.integer(), v.minValue(1));
/** A side below 32 pixels does not reach the last stage; beyond 1024 no CT has pixels. */
const side = v.pipe(v.number(), v.integer(), v.minValue(32), v.maxValue(1024));
const said = v.pipe(v.string(), v.trim(), v.nonEmpty());
const window = v.object({ center: finite, width: positive });
const classes = HEMORRHAGE_CLASSES.length;

const preprocessing = v.object({
  windows: v.strictTuple([window, window, window]),
  size: side,
  fit: v.variant('kind', [
    v.object({ kind: v.literal('pad-resize') }),
    v.object({ kind: v.literal('resize-crop'), resize: side }),
  ]),
  mean: v.strictTuple([finite, finite, finite]),
  std: v.strictTuple([positive, positive, positive]),
});

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

/**
 * A preprocessing as JSON states it.
 * @throws {HemolensError} `model/bad-preprocessing`, naming the field
 */
export function parsePreprocessing(json: unknown, file: string): Preprocessing {
  const parsed = v.safeParse(preprocessing, json);
  if (!parsed.success) {
    throw badField('model/bad-preprocessing', 'This description of a preprocessing', parsed.issues, file);
  }
  const { fit, size } = parsed.output;
  if (fit.kind === 'resize-crop' && fit.resize < size) {
    throw new HemolensError('model/bad-preprocessing', 'A crop cannot be larger than what it is cut from.', {
      file,
    });
  }
  return parsed.output;
}

/** Turns the first of a schema's complaints into an error that names the field. */
export function badField(
  code: string,
  what: string,
  issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]],
  file: string,
): HemolensError {
  const [issue] = issues;
  const field = v.getDotPath(issue) ?? 'the whole';
  return new HemolensError(code, `${what} is not valid at ${field}: ${issue.message}.`, { file });
}
