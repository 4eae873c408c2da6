/** Pieces of the schemas that manifests, model cards and preprocessings are checked with, and what a misfit becomes. */
import * as v from 'valibot';
import { HemolensError } from '../base/index.ts';

export const finite = v.pipe(v.number(), v.finite());
export const positive = v.pipe(finite, v.gtValue(0));
export const count = v.pipe(v.number(), v.integer(), v.minValue(1));
/** Text that says something. */
export const said = v.pipe(v.string(), v.trim(), v.nonEmpty());
/** A side below 32 pixels does not reach the last stage; beyond 1024 no CT has pixels. */
export const side = v.pipe(v.number(), v.integer(), v.minValue(32), v.maxValue(1024));

const window = v.object({ center: finite, width: positive });

export const preprocessing = v.object({
  windows: v.strictTuple([window, window, window]),
  size: side,
  fit: v.variant('kind', [
    v.object({ kind: v.literal('pad-resize') }),
    v.object({ kind: v.literal('resize-crop'), resize: side }),
  ]),
  mean: v.strictTuple([finite, finite, finite]),
  std: v.strictTuple([positive, positive, positive]),
});

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
