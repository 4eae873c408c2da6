/** How a checkpoint wants its input: as a JSON file states it, or as this project trains. */
import * as v from 'valibot';
import { badField, preprocessing } from './schemas.ts';
import type { Preprocessing } from './types.ts';

/** Brain, subdural and bone window, 224 pixels, mean and standard deviation of ImageNet. */
export const DEFAULT_PREPROCESSING: Preprocessing = {
  windows: [
    { center: 40, width: 80 },
    { center: 80, width: 200 },
    { center: 600, width: 2800 },
  ],
  size: 224,
  fit: { kind: 'pad-resize' },
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
};

/**
 * A preprocessing as JSON states it, every field of it.
 * @throws {HemolensError} `model/bad-preprocessing`, naming the field
 */
export function parsePreprocessing(json: unknown, file: string): Preprocessing {
  const parsed = v.safeParse(preprocessing, json);
  if (!parsed.success) {
    throw badField('model/bad-preprocessing', 'This description of a preprocessing', parsed.issues, file);
  }
  return parsed.output;
}
