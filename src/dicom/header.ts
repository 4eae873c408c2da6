/** What a file says of itself where it is no image that can be shown: for a list of files, not for pixels. */
import { parseDataSet } from './data-set.ts';

/** Each as the file has it; undefined where it does not say. */
export interface HeaderFacts {
  readonly transferSyntaxUid: string;
  readonly modality: string | undefined;
  readonly rows: number | undefined;
  readonly columns: number | undefined;
  readonly frames: number | undefined;
  readonly bitsStored: number | undefined;
  readonly pixelRepresentation: number | undefined;
  readonly slope: number | undefined;
  readonly intercept: number | undefined;
  readonly seriesUid: string | undefined;
}

/**
 * The attributes of any DICOM file, colour images and objects without pixels included.
 * @returns  undefined where the header cannot be read
 */
export function headerFacts(bytes: Uint8Array, file: string): HeaderFacts | undefined {
  try {
    const { attributes, transferSyntaxUid, pixelData } = parseDataSet(bytes, file);
    return {
      transferSyntaxUid,
      modality: attributes.string('x00080060')?.toUpperCase(),
      rows: attributes.uint16('x00280010'),
      columns: attributes.uint16('x00280011'),
      frames: attributes.number('x00280008') ?? (pixelData ? 1 : undefined),
      bitsStored: attributes.uint16('x00280101'),
      pixelRepresentation: attributes.uint16('x00280103'),
      slope: attributes.number('x00281053'),
      intercept: attributes.number('x00281052'),
      seriesUid: attributes.string('x0020000e'),
    };
  } catch {
    // Why it cannot be read is `parseInstance`'s to tell: it reads the same header.
    return undefined;
  }
}
