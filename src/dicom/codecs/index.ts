/**
 * The codec table: which transfer syntax is decoded by what. A new codec is a file beside this one and its lines here;
 * it is loaded when the first image needs it, so that nobody downloads a decoder for nothing.
 */
import type { FrameDecoder } from './types.ts';

const jpegLossless = async () => (await import('./jpeg-lossless.ts')).decodeJpegLossless;

const codecs = new Map<string, () => Promise<FrameDecoder>>([
  ['1.2.840.10008.1.2.4.57', jpegLossless],
  ['1.2.840.10008.1.2.4.70', jpegLossless],
  ['1.2.840.10008.1.2.5', async () => (await import('./rle.ts')).decodeRle],
]);

/** @returns undefined where no codec decodes this transfer syntax */
export function frameDecoder(transferSyntaxUid: string): Promise<FrameDecoder> | undefined {
  return codecs.get(transferSyntaxUid)?.();
}

export type { Cells, FrameDecoder, PixelLayout } from './types.ts';
