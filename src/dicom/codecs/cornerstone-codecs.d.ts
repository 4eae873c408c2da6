/** What is used of cornerstone's codecs, which are published without types. */
declare module '@cornerstonejs/codec-charls/decodewasmjs' {
  interface CharLs {
    readonly JpegLSDecoder: new () => import('./emscripten.ts').EmscriptenDecoder;
    /** The class of a C++ exception and its message. */
    getExceptionMessage(exception: number): string | readonly string[];
  }
  export default function charls(options: import('./emscripten.ts').EmscriptenOptions): Promise<CharLs>;
}

declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  interface OpenJpeg {
    readonly J2KDecoder: new () => import('./emscripten.ts').EmscriptenDecoder;
  }
  export default function openjpeg(options: import('./emscripten.ts').EmscriptenOptions): Promise<OpenJpeg>;
}

declare module '@cornerstonejs/codec-openjph/wasmjs' {
  interface OpenJph {
    readonly HTJ2KDecoder: new () => import('./emscripten.ts').EmscriptenDecoder;
    /** For tests. */
    readonly HTJ2KEncoder: new () => import('../testing/encoder.ts').Encoder & {
      setQuality(lossless: boolean, step: number): void;
      setProgressionOrder(order: number): void;
    };
  }
  export default function openjph(
    options: Partial<import('./emscripten.ts').EmscriptenOptions>,
  ): Promise<OpenJph>;
}
