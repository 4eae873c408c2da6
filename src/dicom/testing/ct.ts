/** A small CT image to vary in tests, and its parts. */
import { dicomFile, type Elements, type FileOptions } from './writer.ts';

/** 3 rows × 2 columns, 16 bits signed, slope 1, intercept −1024: six values that show any mix-up of order or sign. */
export const CT_VALUES = [0, 1, 1024, 2047, -976, 1064];

export function ctElements(changes: Partial<Elements> = {}): Elements {
  const elements: Partial<Elements> = {
    '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.2'],
    '00080018': ['UI', '1.2.3.4'],
    '00080060': ['CS', 'CT'],
    '00100010': ['PN', 'Doe^Jane'],
    '00100020': ['LO', 'P1'],
    '0020000D': ['UI', '1.2.3'],
    '0020000E': ['UI', '1.2.3.1'],
    '00200011': ['IS', '2'],
    '00200013': ['IS', '1'],
    '00200032': ['DS', '-100\\-120\\30.5'],
    '00200037': ['DS', '1\\0\\0\\0\\1\\0'],
    '00200052': ['UI', '1.2.3.9'],
    '00280002': ['US', [1]],
    '00280004': ['CS', 'MONOCHROME2'],
    '00280010': ['US', [3]],
    '00280011': ['US', [2]],
    '00280030': ['DS', '0.5\\0.4'],
    '00280100': ['US', [16]],
    '00280101': ['US', [16]],
    '00280102': ['US', [15]],
    '00280103': ['US', [1]],
    '00281052': ['DS', '-1024'],
    '00281053': ['DS', '1'],
    '7FE00010': ['OW', words(CT_VALUES)],
    ...changes,
  };
  return Object.fromEntries(
    Object.entries(elements).flatMap(([tag, element]) => (element ? [[tag, element] as const] : [])),
  );
}

export function ctFile(changes: Partial<Elements> = {}, options: FileOptions = {}): Uint8Array {
  return dicomFile(ctElements(changes), options);
}

/** 16-bit little-endian cells; negative numbers as two's complement. */
export function words(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 2);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setUint16(i * 2, value & 0xffff, true));
  return bytes;
}
