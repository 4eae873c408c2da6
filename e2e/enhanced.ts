import { ctElements } from '../src/dicom/testing/ct.ts';
import { dicomFile, type Elements } from '../src/dicom/testing/writer.ts';

const SIDE = 64;
const TOP_LEVEL_PLACE = ['00200032', '00200037', '00280030', '00281052', '00281053'];

/** An Enhanced CT in one file: five elements a frame in its functional groups, a slice every millimetre. */
export function enhancedFile(frames: number): Uint8Array {
  const place = (number: number): Elements => ({
    '00209111': ['SQ', { items: [{ '00209157': ['UL', [1, number]], '00209156': ['US', [number]] }] }],
    '00209113': ['SQ', { items: [{ '00200032': ['DS', `0\\0\\${number}`] }] }],
  });
  const elements = ctElements({
    '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.2.1'],
    '00080018': ['UI', '1.2.3.4.1'],
    '00280008': ['IS', `${frames}`],
    '00280010': ['US', [SIDE]],
    '00280011': ['US', [SIDE]],
    '52009229': [
      'SQ',
      {
        items: [
          {
            '00209116': ['SQ', { items: [{ '00200037': ['DS', '1\\0\\0\\0\\1\\0'] }] }],
            '00289110': ['SQ', { items: [{ '00280030': ['DS', '3\\3'], '00180050': ['DS', '1'] }] }],
            '00289145': ['SQ', { items: [{ '00281052': ['DS', '-1024'], '00281053': ['DS', '1'] }] }],
          },
        ],
      },
    ],
    '52009230': ['SQ', { items: Array.from({ length: frames }, (_, index) => place(index + 1)) }],
    '7FE00010': ['OW', new Uint8Array(new Int16Array(frames * SIDE * SIDE).fill(1064).buffer)],
  });
  return dicomFile(
    Object.fromEntries(Object.entries(elements).filter(([tag]) => !TOP_LEVEL_PLACE.includes(tag))),
  );
}
