/** JPEG 2000, reversible and not (ITU-T T.800), by OpenJPEG. */
import openjpeg from '@cornerstonejs/codec-openjpeg/decodewasmjs';
import { jpeg2000Header } from './code-stream.ts';
import { emscriptenDecoder } from './emscripten.ts';

const wasm = new URL(
  '../../../node_modules/@cornerstonejs/codec-openjpeg/dist/openjpegwasm_decode.wasm',
  import.meta.url,
);

export const jpeg2000 = () =>
  emscriptenDecoder({
    factory: openjpeg,
    wasm,
    header: jpeg2000Header,
    decoder: ({ J2KDecoder }) => new J2KDecoder(),
  });
