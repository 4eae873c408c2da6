/**
 * Transfer syntaxes by UID (DICOM PS3.6 table A-1): their names in words, for messages, and how their data set is laid
 * out. Whether the pixels of an encapsulated one can be decoded is the codec table's business (`codecs/index.ts`).
 */
export interface TransferSyntax {
  readonly name: string;
  readonly implicit?: true;
  readonly bigEndian?: true;
  readonly deflated?: true;
  /** Pixel data in fragments (PS3.5 annex A.4), to be decoded by a codec. */
  readonly encapsulated?: true;
  readonly lossy?: true;
}

export const IMPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2';
export const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
export const EXPLICIT_BIG_ENDIAN = '1.2.840.10008.1.2.2';

const lossless = (name: string): TransferSyntax => ({ name, encapsulated: true });
const lossy = (name: string): TransferSyntax => ({ name, encapsulated: true, lossy: true });

const table = new Map<string, TransferSyntax>([
  [IMPLICIT_LITTLE_ENDIAN, { name: 'Implicit VR Little Endian', implicit: true }],
  [EXPLICIT_LITTLE_ENDIAN, { name: 'Explicit VR Little Endian' }],
  [EXPLICIT_BIG_ENDIAN, { name: 'Explicit VR Big Endian', bigEndian: true }],
  ['1.2.840.10008.1.2.1.99', { name: 'Deflated Explicit VR Little Endian', deflated: true }],
  ['1.2.840.10008.1.2.1.98', lossless('Encapsulated Uncompressed Explicit VR Little Endian')],
  ['1.2.840.10008.1.2.4.50', lossy('JPEG Baseline (8 bit)')],
  ['1.2.840.10008.1.2.4.51', lossy('JPEG Extended (12 bit)')],
  ['1.2.840.10008.1.2.4.53', lossy('JPEG Spectral Selection, Non-Hierarchical (Process 6 & 8)')],
  ['1.2.840.10008.1.2.4.55', lossy('JPEG Full Progression, Non-Hierarchical (Process 10 & 12)')],
  ['1.2.840.10008.1.2.4.57', lossless('JPEG Lossless (Process 14)')],
  ['1.2.840.10008.1.2.4.70', lossless('JPEG Lossless (Process 14, Selection Value 1)')],
  ['1.2.840.10008.1.2.4.80', lossless('JPEG-LS Lossless')],
  ['1.2.840.10008.1.2.4.81', lossy('JPEG-LS Near-lossless')],
  ['1.2.840.10008.1.2.4.90', lossless('JPEG 2000 Lossless')],
  ['1.2.840.10008.1.2.4.91', lossy('JPEG 2000')],
  ['1.2.840.10008.1.2.4.92', lossless('JPEG 2000 Part 2 Multi-component Lossless')],
  ['1.2.840.10008.1.2.4.93', lossy('JPEG 2000 Part 2 Multi-component')],
  ['1.2.840.10008.1.2.4.94', lossless('JPIP Referenced')],
  ['1.2.840.10008.1.2.4.95', lossless('JPIP Referenced Deflate')],
  ['1.2.840.10008.1.2.4.100', lossy('MPEG-2 Main Profile')],
  ['1.2.840.10008.1.2.4.101', lossy('MPEG-2 High Level')],
  ['1.2.840.10008.1.2.4.102', lossy('MPEG-4 AVC/H.264 High Profile')],
  ['1.2.840.10008.1.2.4.103', lossy('MPEG-4 AVC/H.264 BD-compatible')],
  ['1.2.840.10008.1.2.4.107', lossy('HEVC/H.265 Main Profile')],
  ['1.2.840.10008.1.2.4.110', lossless('JPEG XL Lossless')],
  ['1.2.840.10008.1.2.4.111', lossy('JPEG XL JPEG Recompression')],
  ['1.2.840.10008.1.2.4.112', lossy('JPEG XL')],
  ['1.2.840.10008.1.2.4.201', lossless('High-Throughput JPEG 2000 Lossless')],
  ['1.2.840.10008.1.2.4.202', lossless('High-Throughput JPEG 2000 with RPCL Lossless')],
  ['1.2.840.10008.1.2.4.203', lossy('High-Throughput JPEG 2000')],
  ['1.2.840.10008.1.2.5', lossless('RLE Lossless')],
]);

/** @returns undefined where the UID is none of the standard's image syntaxes */
export function transferSyntax(uid: string): TransferSyntax | undefined {
  return table.get(uid);
}
