/**
 * JPEG with loss (ITU-T T.81): baseline, extended and progressive, of 8 and of 12 bits, by the Independent JPEG Group's
 * library as DCMTK has it, out of dcmjs-codecs. Only the WebAssembly is taken from that package: its script compiles text
 * as code, which the page's policy forbids (docs/decisions/0013).
 */
import { checkStream, jpegHeader } from './code-stream.ts';
import { NativeCodecs } from './native-codecs.ts';
import type { FrameDecoder } from './types.ts';
import { compile, Renewed } from './wasm.ts';

const wasm = new URL('../../../node_modules/dcmjs-codecs/build/dcmjs-native-codecs.wasm', import.meta.url);

/** @throws where the WebAssembly cannot be loaded */
export async function jpegDct(): Promise<FrameDecoder> {
  const compiled = await compile(wasm);
  const codecs = new Renewed(() => NativeCodecs.start(compiled));
  return async (frame, layout) => {
    const header = jpegHeader(frame);
    checkStream(frame, header, layout);
    const { precision } = header;
    if (precision !== 8 && precision !== 12) {
      throw new Error(`the code-stream has ${precision} bits a pixel, the standard knows 8 and 12`);
    }
    const bytes = await codecs.use((instance) => instance.decodeJpeg(frame, { ...layout, precision }));
    return precision === 8 ? bytes : new Uint16Array(bytes.buffer);
  };
}
