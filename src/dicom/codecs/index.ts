/**
 * The codec table: which transfer syntax is decoded by what. A new codec is a file beside this one and its lines here;
 * it is loaded when the first image needs it, so that nobody downloads a decoder for nothing, and once for all images.
 */
import type { FrameDecoder } from './types.ts';

const rle = once(async () => (await import('./rle.ts')).decodeRle);
const jpeg = once(async () => (await import('./jpeg.ts')).jpeg());
const jpegLs = once(async () => (await import('./jpeg-ls.ts')).jpegLs());
const jpeg2000 = once(async () => (await import('./jpeg-2000.ts')).jpeg2000());
const htj2k = once(async () => (await import('./htj2k.ts')).htj2k());

const codecs = new Map<string, () => Promise<FrameDecoder>>([
  ['1.2.840.10008.1.2.4.50', jpeg],
  ['1.2.840.10008.1.2.4.51', jpeg],
  ['1.2.840.10008.1.2.4.53', jpeg],
  ['1.2.840.10008.1.2.4.55', jpeg],
  ['1.2.840.10008.1.2.4.57', jpeg],
  ['1.2.840.10008.1.2.4.70', jpeg],
  ['1.2.840.10008.1.2.4.80', jpegLs],
  ['1.2.840.10008.1.2.4.81', jpegLs],
  ['1.2.840.10008.1.2.4.90', jpeg2000],
  ['1.2.840.10008.1.2.4.91', jpeg2000],
  ['1.2.840.10008.1.2.4.201', htj2k],
  ['1.2.840.10008.1.2.4.202', htj2k],
  ['1.2.840.10008.1.2.4.203', htj2k],
  ['1.2.840.10008.1.2.5', rle],
]);

/**
 * @returns undefined where no codec decodes this transfer syntax
 * @throws  where the decoder's code cannot be loaded; asked again, it is tried again
 */
export function frameDecoder(transferSyntaxUid: string): Promise<FrameDecoder> | undefined {
  return codecs.get(transferSyntaxUid)?.();
}

function once(load: () => Promise<FrameDecoder>): () => Promise<FrameDecoder> {
  let loading: Promise<FrameDecoder> | undefined;
  return () => {
    loading ??= load().catch((thrown: unknown) => {
      loading = undefined;
      throw thrown;
    });
    return loading;
  };
}

export type { Cells, FrameDecoder, PixelLayout } from './types.ts';
