import { enhancedFile } from '../src/dicom/testing/enhanced.ts';
import type { Elements } from '../src/dicom/testing/writer.ts';

const SIDE = 64;

/** An Enhanced CT in one file: five elements a frame in its functional groups, a slice every millimetre. */
export function enhancedStack(frames: number): Uint8Array {
  const place = (number: number): Elements => ({
    '00209111': ['SQ', { items: [{ '00209157': ['UL', [1, number]], '00209156': ['US', [number]] }] }],
    '00209113': ['SQ', { items: [{ '00200032': ['DS', `0\\0\\${number}`] }] }],
  });
  const shared: Elements = {
    '00209116': ['SQ', { items: [{ '00200037': ['DS', '1\\0\\0\\0\\1\\0'] }] }],
    '00289110': ['SQ', { items: [{ '00280030': ['DS', '3\\3'], '00180050': ['DS', '1'] }] }],
    '00289145': ['SQ', { items: [{ '00281052': ['DS', '-1024'], '00281053': ['DS', '1'] }] }],
  };
  return enhancedFile(
    shared,
    Array.from({ length: frames }, (_, index) => place(index + 1)),
    {
      '00080018': ['UI', '1.2.3.4.1'],
      '00280010': ['US', [SIDE]],
      '00280011': ['US', [SIDE]],
      '7FE00010': ['OW', new Uint8Array(new Int16Array(frames * SIDE * SIDE).fill(1064).buffer)],
    },
  );
}
