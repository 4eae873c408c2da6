/** High-Throughput JPEG 2000 (ITU-T T.814), by OpenJPH: JPEG 2000 with a block coder that is many times faster. */
import openjph from '@cornerstonejs/codec-openjph/wasmjs';
import { jpeg2000Header } from './code-stream.ts';
import { emscriptenDecoder } from './emscripten.ts';

const wasm = new URL(
  '../../../node_modules/@cornerstonejs/codec-openjph/dist/openjphjs.wasm',
  import.meta.url,
);

export const htj2k = () =>
  emscriptenDecoder({
    factory: openjph,
    wasm,
    header: jpeg2000Header,
    decoder: ({ HTJ2KDecoder }) => new HTJ2KDecoder(),
  });
