/** JPEG-LS, lossless and near-lossless (ITU-T T.87), by CharLS. The samples carry no sign: the caller extends them. */
import charls from '@cornerstonejs/codec-charls/decodewasmjs';
import { jpegHeader } from './code-stream.ts';
import { emscriptenDecoder } from './emscripten.ts';

const wasm = new URL(
  '../../../node_modules/@cornerstonejs/codec-charls/dist/charlswasm_decode.wasm',
  import.meta.url,
);

export const jpegLs = () =>
  emscriptenDecoder({
    factory: charls,
    wasm,
    header: jpegHeader,
    decoder: ({ JpegLSDecoder }) => new JpegLSDecoder(),
    exceptionMessage: (module, exception) => [module.getExceptionMessage(exception)].flat().at(-1),
  });
