/** What the codec table and its codecs agree on. */

/** How stored values lie in their cells (DICOM PS3.5 8.1). */
export interface PixelLayout {
  readonly rows: number;
  readonly columns: number;
  readonly bitsAllocated: 8 | 16 | 32;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly pixelRepresentation: 0 | 1;
}

/** Cells of one frame as decoded, row-major: sign extension and masking by BitsStored are done by the caller. */
export type Cells = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array;

/**
 * Decodes one frame of a compressed transfer syntax.
 * @param frame   the frame's whole code-stream, fragments joined; not to be changed or kept
 * @returns       rows × columns cells, an array of the codec's caller to keep (never a view on a codec's own memory)
 * @throws        anything, where the code-stream is damaged: the caller tells the user in words
 */
export type FrameDecoder = (frame: Uint8Array, layout: PixelLayout) => Cells | Promise<Cells>;
