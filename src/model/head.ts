/** How a checkpoint's network ends: as a JSON file states it, or as torchvision builds it. */
import * as v from 'valibot';
import { HEMORRHAGE_CLASSES } from '../base/index.ts';
import { badField, outputStride, pooling, temperatures, thresholds } from './schemas.ts';
import type { NetworkHead } from './types.ts';

export const DEFAULT_HEAD: NetworkHead = {
  outputStride: 32,
  pooling: { kind: 'mean' },
  temperatures: HEMORRHAGE_CLASSES.map(() => 1),
  thresholds: HEMORRHAGE_CLASSES.map(() => 0.5),
};

/** Strict: a misspelt field would be taken for one left out. */
const schema = v.strictObject({
  /** 16: the last stage without its stride, not dilated. Names and shapes do not tell it from one that is. */
  outputStride: v.optional(outputStride, DEFAULT_HEAD.outputStride),
  pooling: v.optional(pooling, DEFAULT_HEAD.pooling),
  temperatures: v.optional(temperatures, DEFAULT_HEAD.temperatures),
  thresholds: v.optional(thresholds, DEFAULT_HEAD.thresholds),
});

/**
 * A head as JSON states it; what it leaves out is as in {@link DEFAULT_HEAD}.
 * @throws {HemolensError} `model/bad-head`, naming the field
 */
export function parseHead(json: unknown, file: string): NetworkHead {
  const parsed = v.safeParse(schema, json);
  if (parsed.success) return parsed.output;
  throw badField('model/bad-head', "This description of a network's head", parsed.issues, file);
}
