/**
 * JPEG (ITU-T T.81), with loss (baseline, extended and progressive, of 8 and of 12 bits) and lossless (process 14, of 2 to
 * 16), by the Independent JPEG Group's library as DCMTK has it, out of dcmjs-codecs. Only the WebAssembly is taken from
 * that package: its script compiles text as code, which the page's policy forbids (docs/decisions/0013).
 *
 * Lossless decoding works modulo 2^16 without regard to sign, as the standard does: signed values come out right once the
 * caller extends them from BitsStored.
 */
import { checkStream, jpegHeader } from './code-stream.ts';
import { NativeCodecs } from './native-codecs.ts';
import type { FrameDecoder } from './types.ts';
import { compile, Renewed } from './wasm.ts';
import { say } from '../sentences.ts';
import { broken } from './broken.ts';

const wasm = new URL('../../../node_modules/dcmjs-codecs/build/dcmjs-native-codecs.wasm', import.meta.url);

/** @throws where the WebAssembly cannot be loaded */
export async function jpeg(): Promise<FrameDecoder> {
  const compiled = await compile(wasm);
  const codecs = new Renewed(() => NativeCodecs.start(compiled));
  return async (frame, layout) => {
    const header = jpegHeader(frame);
    checkStream(frame, header, layout);
    const { precision, lossless } = header;
    if (!lossless && precision !== 8 && precision !== 12) {
      throw broken(say('jpegBits', { bits: precision }));
    }
    const bytes = await codecs.use((instance) => instance.decodeJpeg(frame, { ...layout, precision }));
    return precision <= 8 ? bytes : new Uint16Array(bytes.buffer);
  };
}
