/** The smallest CT image that reads: for tests, so that none needs a file of anybody's. */

const text = (value: string) => Array.from(value, (character) => character.charCodeAt(0));
const short = (value: number) => [value & 0xff, value >> 8];

function element(group: number, number: number, vr: string, value: readonly number[]): number[] {
  const even = value.length % 2 === 0 ? value : [...value, vr === 'UI' ? 0 : 0x20];
  const length = /OB|OW|SQ/.test(vr) ? [0, 0, ...short(even.length), 0, 0] : short(even.length);
  return [...short(group), ...short(number), ...text(vr), ...length, ...even];
}

function part10(
  sopClassUid: string,
  sopInstanceUid: string,
  dataset: readonly number[],
): Uint8Array<ArrayBuffer> {
  const meta = [
    ...element(2, 0x02, 'UI', text(sopClassUid)),
    ...element(2, 0x03, 'UI', text(sopInstanceUid)),
    ...element(2, 0x10, 'UI', text('1.2.840.10008.1.2.1')),
  ];
  const length = element(2, 0, 'UL', [...short(meta.length), 0, 0]);
  return new Uint8Array([...Array<number>(128).fill(0), ...text('DICM'), ...length, ...meta, ...dataset]);
}

/** A Part 10 file, explicit little endian, 2 × 2 pixels of 0, 1, 2, 3 HU. */
export function tinyCt(sopInstanceUid: string): Uint8Array<ArrayBuffer> {
  const ctImage = '1.2.840.10008.5.1.4.1.1.2';
  return part10(ctImage, sopInstanceUid, [
    ...element(0x0008, 0x0016, 'UI', text(ctImage)),
    ...element(0x0008, 0x0018, 'UI', text(sopInstanceUid)),
    ...element(0x0008, 0x0060, 'CS', text('CT')),
    ...element(0x0020, 0x000d, 'UI', text('1.2.3')),
    ...element(0x0020, 0x000e, 'UI', text('1.2.3.4')),
    ...element(0x0028, 0x0002, 'US', short(1)),
    ...element(0x0028, 0x0004, 'CS', text('MONOCHROME2')),
    ...element(0x0028, 0x0010, 'US', short(2)),
    ...element(0x0028, 0x0011, 'US', short(2)),
    ...element(0x0028, 0x0100, 'US', short(16)),
    ...element(0x0028, 0x0101, 'US', short(16)),
    ...element(0x0028, 0x0102, 'US', short(15)),
    ...element(0x0028, 0x0103, 'US', short(1)),
    ...element(0x0028, 0x1052, 'DS', text('0')),
    ...element(0x0028, 0x1053, 'DS', text('1')),
    ...element(0x7fe0, 0x0010, 'OW', [0, 1, 2, 3].flatMap(short)),
  ]);
}

/** A DICOMDIR without entries. */
export function discIndex(): Uint8Array<ArrayBuffer> {
  return part10('1.2.840.10008.1.3.10', '1.2.3.9', [
    ...element(4, 0x1130, 'CS', text('HEAD')),
    ...element(4, 0x1220, 'SQ', []),
  ]);
}
