/** What tests use of the encoders in cornerstone's codecs. */
declare module '@cornerstonejs/codec-charls/wasmjs' {
  interface CharLs {
    readonly JpegLSEncoder: new () => import('./encoder.ts').Encoder & {
      setNearLossless(near: number): void;
    };
  }
  export default function charls(options: object): Promise<CharLs>;
}

declare module '@cornerstonejs/codec-openjpeg/wasmjs' {
  interface OpenJpeg {
    readonly J2KEncoder: new () => import('./encoder.ts').Encoder & {
      setQuality(lossless: boolean, step: number): void;
      setCompressionRatio(layer: number, ratio: number): void;
    };
  }
  export default function openjpeg(options: object): Promise<OpenJpeg>;
}
