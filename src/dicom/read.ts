/** One file from bytes to frames a reader can see and a model can score. */
import { HemolensError, toFailure, type Failure } from '../base/index.ts';
import { toHounsfield } from './hounsfield.ts';
import { parseInstance } from './instance.ts';
import { decodeEach, type ParsedInstance } from './stored.ts';
import type { HounsfieldFrame, ReadInstance } from './types.ts';

/**
 * Parses, decodes and converts to Hounsfield units.
 * @param bytes  a whole file; neither changed nor kept
 * @param file   path as the user gave it
 * @returns      every frame in file order; one that could not be decoded stands there as a failure, even where none could
 * @throws {HemolensError} `dicom/…` for what is no displayable image, or has no readable header
 */
export async function readInstance(bytes: Uint8Array, file: string): Promise<ReadInstance> {
  const parsed = parseInstance(bytes, file);
  const { instance } = parsed;
  const frames = await decodedOrTold(parsed);
  const slices = frames.map((frame, index) => ({
    slice: {
      id: `${instance.sopInstanceUid}#${index + 1}`,
      instance,
      frame: index + 1,
      geometry: instance.geometry[index] ?? NOWHERE,
    },
    frame,
  }));
  return { instance, slices };
}

/** Pixels in an encoding that is not known here cost an image its frames, not its place. */
async function decodedOrTold(parsed: ParsedInstance): Promise<readonly (HounsfieldFrame | Failure)[]> {
  try {
    return await decodeEach(parsed, (stored, index) => toHounsfield(stored, parsed.instance, index + 1));
  } catch (thrown) {
    if (!(thrown instanceof HemolensError)) throw thrown;
    const failure = toFailure(thrown, thrown.code, parsed.instance.file);
    return Array.from({ length: parsed.instance.frames }, () => failure);
  }
}

const NOWHERE = {
  position: undefined,
  orientation: undefined,
  pixelSpacing: undefined,
  sliceThickness: undefined,
} as const;
