/** What the encoders in cornerstone's codecs have in common. */
export interface Encoder {
  /** A view on the heap, to be filled with the pixels. */
  getDecodedBuffer(info: object): Uint8Array;
  encode(): void;
  /** A view on the heap. */
  getEncodedBuffer(): Uint8Array;
}
