/** DICOM data sets as plain objects by keyword, and how they become a file. */

/** Attributes by keyword (PS3.6); '' and `[]` stand for an attribute that is present and empty. */
export interface Dataset {
  readonly SOPClassUID?: string;
  readonly SOPInstanceUID?: string;
  readonly [keyword: string]: string | number | ArrayBuffer | readonly string[] | readonly Dataset[];
}

/** What makes two runs differ: passed in, so that the same clock and UIDs give the same bytes. */
export interface Making {
  /** Written in the machine's own time zone, as scanners do. */
  readonly at: Date;
  /** A new UID at each call. */
  readonly uid: () => string;
  /** Name and version of this program, e.g. `hemolens 0.1.0`. */
  readonly software: string;
  /** Whether patient name, id, birth date, sex, accession number, study ID and physician are repeated from the images. */
  readonly identity: 'kept' | 'left-out';
}

const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
/** Names this program as the writer of a file (PS3.7 D.3.3.2); a UUID drawn once. */
const IMPLEMENTATION = '2.25.51952979789642200092333354666951999707';

/**
 * A whole Part 10 file, Explicit VR little endian, text in UTF-8.
 * @param dataset  with SOPClassUID and SOPInstanceUID
 */
export async function writePart10(dataset: Dataset): Promise<Uint8Array<ArrayBuffer>> {
  // Most readers never export: its 700 kB are fetched when one does.
  const { data } = await import('dcmjs');
  const file = new data.DicomDict({
    '00020001': { vr: 'OB', Value: [Uint8Array.of(0, 1).buffer] },
    '00020002': { vr: 'UI', Value: [dataset.SOPClassUID] },
    '00020003': { vr: 'UI', Value: [dataset.SOPInstanceUID] },
    '00020010': { vr: 'UI', Value: [EXPLICIT_LITTLE_ENDIAN] },
    '00020012': { vr: 'UI', Value: [IMPLEMENTATION] },
    '00020013': { vr: 'SH', Value: ['HEMOLENS'] },
  });
  file.dict = data.DicomMetaDictionary.denaturalizeDataset({
    // Its VR depends on the samples' depth, which is 8 bits in all that is written here.
    _vrMap: { PixelData: 'OB' },
    ...dataset,
  });
  return new Uint8Array(file.write());
}

/** DA: `YYYYMMDD`. */
export function dicomDay(at: Date): string {
  return `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
}

/** TM: `HHMMSS`. */
export function dicomTime(at: Date): string {
  return `${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
