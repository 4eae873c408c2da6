/** One file from bytes to frames a reader can see and a model can score. */
import { HemolensError } from '../base/index.ts';
import { toHounsfield } from './hounsfield.ts';
import { parseInstance } from './instance.ts';
import { decodeStored } from './stored.ts';
import type { ReadInstance } from './types.ts';

/**
 * Parses, decodes and converts to Hounsfield units.
 * @param bytes  a whole file; neither changed nor kept
 * @param file   path as the user gave it
 * @returns      every frame in file order; one that could not be decoded stands there as a failure
 * @throws {HemolensError} `dicom/…` for what is no displayable image, and where not a single frame could be decoded
 */
export async function readInstance(bytes: Uint8Array, file: string): Promise<ReadInstance> {
  const parsed = parseInstance(bytes, file);
  const { instance } = parsed;
  const stored = await decodeStored(parsed);
  const [first] = stored;
  if (first && 'code' in first && stored.every((frame) => 'code' in frame)) {
    throw new HemolensError(first.code, first.reason, { file });
  }
  const slices = stored.map((values, index) => ({
    slice: {
      id: `${instance.sopInstanceUid}#${index + 1}`,
      instance,
      frame: index + 1,
      geometry: instance.geometry[index] ?? NOWHERE,
    },
    frame: 'code' in values ? values : toHounsfield(values, instance, index + 1),
  }));
  return { instance, slices };
}

const NOWHERE = {
  position: undefined,
  orientation: undefined,
  pixelSpacing: undefined,
  sliceThickness: undefined,
} as const;
