/** Pieces of the schemas that manifests, model cards and preprocessings are checked with, and what a misfit becomes. */
import * as v from 'valibot';
import { HEMORRHAGE_CLASSES, HemolensError } from '../base/index.ts';
import { say } from './sentences.ts';

export const finite = v.pipe(v.number(), v.finite());
export const positive = v.pipe(finite, v.gtValue(0));
export const count = v.pipe(v.number(), v.integer(), v.minValue(1));
/** Text that says something. */
export const said = v.pipe(v.string(), v.trim(), v.nonEmpty());
/** A model's id: the name of its folder on any file system, and a part of an address. */
export const modelId = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9._-]*$/, 'small letters, digits, dots and dashes'),
);
/** A shard lies beside model.json: a path that leads elsewhere is none of ours. */
export const shardPath = v.pipe(v.string(), v.regex(/^[\w][\w.-]*$/));
export const sha256Hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
/** A side below 32 pixels does not reach the last stage; beyond 1024 no CT has pixels. */
export const side = v.pipe(v.number(), v.integer(), v.minValue(32), v.maxValue(1024));

const window = v.object({ center: finite, width: positive });

export const preprocessing = v.pipe(
  v.object({
    windows: v.strictTuple([window, window, window]),
    size: side,
    fit: v.variant('kind', [
      v.object({ kind: v.literal('pad-resize') }),
      v.object({ kind: v.literal('resize-crop'), resize: side }),
    ]),
    mean: v.strictTuple([finite, finite, finite]),
    std: v.strictTuple([positive, positive, positive]),
  }),
  v.forward(
    v.partialCheck(
      [['size'], ['fit']],
      ({ size, fit }) => fit.kind === 'pad-resize' || fit.resize >= size,
      'smaller than the crop that is cut from it',
    ),
    ['fit'],
  ),
);

export const outputStride = v.picklist([16, 32]);
export const pooling = v.variant('kind', [
  v.strictObject({ kind: v.literal('mean') }),
  v.strictObject({ kind: v.literal('log-mean-exp'), sharpness: positive }),
]);
export const temperatures = v.pipe(v.array(positive), v.length(HEMORRHAGE_CLASSES.length));
const threshold = v.pipe(v.number(), v.gtValue(0, 'not above 0'), v.ltValue(1, 'not below 1'));
export const thresholds = v.pipe(v.array(threshold), v.length(HEMORRHAGE_CLASSES.length));

/** Turns the first of a schema's complaints into an error that names the field. */
export function badField(
  code: string,
  what: string,
  issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]],
  file: string,
): HemolensError {
  const [issue] = issues;
  return fieldError(code, what, v.getDotPath(issue) ?? 'the whole', issue.message, file);
}

/** The same of a field that no schema can judge by itself. */
export function fieldError(
  code: string,
  what: string,
  field: string,
  why: string,
  file: string,
): HemolensError {
  return new HemolensError(code, say('invalidField', { what, field, why }), { file });
}
