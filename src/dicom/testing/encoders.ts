/** Other people's encoders, of the packages whose decoders are used: one grey frame of 8 or 16 bits to a code-stream. */
import charls from '@cornerstonejs/codec-charls/wasmjs';
import openjpeg from '@cornerstonejs/codec-openjpeg/wasmjs';
import openjph from '@cornerstonejs/codec-openjph/wasmjs';

export interface Frame {
  readonly rows: number;
  readonly columns: number;
  readonly values: Int16Array | Uint16Array | Uint8Array;
}

/** @param near  by how much a value may differ, 0 for lossless. The stream knows no sign. */
export async function jpegLsStream(frame: Frame, near = 0): Promise<Uint8Array> {
  const encoder = new (await charls(quiet())).JpegLSEncoder();
  encoder.getDecodedBuffer({ ...described(frame), isSigned: false }).set(bytesOf(frame));
  encoder.setNearLossless(near);
  encoder.encode();
  return encoder.getEncodedBuffer().slice();
}

/** @param ratio  of bytes before to bytes after; left out, lossless */
export async function jpeg2000Stream(frame: Frame, ratio?: number): Promise<Uint8Array> {
  const encoder = new (await openjpeg(quiet())).J2KEncoder();
  encoder.getDecodedBuffer(described(frame)).set(bytesOf(frame));
  encoder.setQuality(ratio === undefined, 0);
  if (ratio !== undefined) encoder.setCompressionRatio(0, ratio);
  encoder.encode();
  return encoder.getEncodedBuffer().slice();
}

const PROGRESSIONS = ['LRCP', 'RLCP', 'RPCL'] as const;

/** @param step  base quantisation step; left out, lossless */
export async function htj2kStream(
  frame: Frame,
  progression: (typeof PROGRESSIONS)[number] = 'LRCP',
  step?: number,
): Promise<Uint8Array> {
  const encoder = new (await openjph(quiet())).HTJ2KEncoder();
  encoder.getDecodedBuffer(described(frame)).set(bytesOf(frame));
  encoder.setQuality(step === undefined, step ?? 0);
  encoder.setProgressionOrder(PROGRESSIONS.indexOf(progression));
  encoder.encode();
  return encoder.getEncodedBuffer().slice();
}

/** Fresh for each: it becomes the module itself. */
const quiet = () => ({ print: () => undefined, printErr: () => undefined });

function described({ rows, columns, values }: Frame) {
  return {
    width: columns,
    height: rows,
    bitsPerSample: 8 * values.BYTES_PER_ELEMENT,
    componentCount: 1,
    isSigned: values instanceof Int16Array,
    isUsingColorTransform: false,
  };
}

const bytesOf = ({ values }: Frame) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
