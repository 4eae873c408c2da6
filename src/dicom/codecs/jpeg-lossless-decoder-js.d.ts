/** What is used of jpeg-lossless-decoder-js, whose package names a declaration file that it does not contain. */
declare module 'jpeg-lossless-decoder-js' {
  export class Decoder {
    readonly frame: { readonly dimX: number; readonly dimY: number; readonly numComp: number };
    readonly stream: { readonly index: number } | null;
    /** Row of the next pixel: the height once all are decoded. */
    readonly yLoc: number;
    /** @throws {Error} on what is no lossless JPEG */
    decode(buffer: ArrayBufferLike, offset: number, length: number): Uint8Array | Uint16Array;
  }
}
