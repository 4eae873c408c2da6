/** One file from bytes to frames a reader can see and a model can score. */
import { HemolensError, toFailure, type Failure } from '../base/index.ts';
import { toHounsfield } from './hounsfield.ts';
import { parseInstance } from './instance.ts';
import { decodeEach, type ParsedInstance, type StoredFrame } from './stored.ts';
import type { HounsfieldFrame, ReadInstance } from './types.ts';

/**
 * Parses, decodes and converts to Hounsfield units.
 * @param bytes  a whole file; neither changed nor kept, unless it is given away
 * @param file   path as the user gave it
 * @param givenAway  nobody needs the bytes any more: values may be written over the pixels that they are made of
 * @returns      every frame in file order; one that could not be decoded stands there as a failure, even where none could
 * @throws {HemolensError} `dicom/…` for what is no displayable image, or has no readable header
 */
export async function readInstance(
  bytes: Uint8Array,
  file: string,
  { givenAway = false } = {},
): Promise<ReadInstance> {
  const parsed = parseInstance(bytes, file);
  const { instance } = parsed;
  const frames = await decodedOrTold(parsed, givenAway);
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
async function decodedOrTold(
  parsed: ParsedInstance,
  givenAway: boolean,
): Promise<readonly (HounsfieldFrame | Failure)[]> {
  const { instance, pixels } = parsed;
  const isOurs = (stored: StoredFrame) =>
    stored.buffer !== pixels.bytes.buffer || (givenAway && isMostOf(stored, pixels.bytes.buffer));
  try {
    return await decodeEach(parsed, (stored, index) =>
      toHounsfield(stored, instance, { frame: index + 1, overwrite: isOurs(stored) }),
    );
  } catch (thrown) {
    if (!(thrown instanceof HemolensError)) throw thrown;
    const failure = toFailure(thrown, thrown.code, instance.file);
    return Array.from({ length: instance.frames }, () => failure);
  }
}

/** Else a long header, or all other frames, would stay in memory with the frame, and go wherever it goes. */
function isMostOf(stored: StoredFrame, buffer: ArrayBufferLike): boolean {
  return stored.byteLength > 0.9 * buffer.byteLength;
}

const NOWHERE = {
  position: undefined,
  orientation: undefined,
  pixelSpacing: undefined,
  sliceThickness: undefined,
} as const;
