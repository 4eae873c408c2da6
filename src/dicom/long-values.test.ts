import { describe, expect, it } from 'vitest';
import { HemolensError } from '../base/index.ts';
import { withoutLongValues } from './long-values.ts';
import { parseInstance } from './instance.ts';
import { ctFile } from './testing/ct.ts';
import { dicomFile, type Elements } from './testing/writer.ts';
import { EXPLICIT_BIG_ENDIAN, EXPLICIT_LITTLE_ENDIAN } from './transfer-syntaxes.ts';

const eight = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);
const inSequence: Elements = { '00081150': ['UI', '1.2'], '00189999': ['SV', eight] };
const long: Elements = {
  '00091001': ['UV', eight],
  '00091002': ['SQ', { items: [inSequence, inSequence] }],
  '00091003': ['OV', eight],
};

describe('value representations that the parser does not know', () => {
  it.each([EXPLICIT_LITTLE_ENDIAN, EXPLICIT_BIG_ENDIAN])('cost no file: %s', (syntax) => {
    const plain = parseInstance(ctFile({}, { syntax }), 'made').instance;
    expect(parseInstance(ctFile(long, { syntax }), 'made').instance).toEqual(plain);
  });

  it('are looked for within sequences, with and without a length', () => {
    const bare = { header: 'none' } as const;
    const known = dicomFile(long, bare);
    const at = (vr: string) => Buffer.from(withoutLongValues(known, false)).indexOf(vr);
    expect([at('UV'), at('SV'), at('OV')]).toEqual([-1, -1, -1]);
    const item = dicomFile(inSequence, bare);
    const open = Buffer.concat([
      Buffer.from([0x09, 0, 2, 0x10, 0x53, 0x51, 0, 0, 0xff, 0xff, 0xff, 0xff]),
      Buffer.from([0xfe, 0xff, 0, 0xe0, 0xff, 0xff, 0xff, 0xff]),
      item,
      Buffer.from([0xfe, 0xff, 0x0d, 0xe0, 0, 0, 0, 0]),
      Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]),
      dicomFile({ '00091003': ['UV', eight] }, bare),
    ]);
    const patched = Buffer.from(withoutLongValues(new Uint8Array(open), false));
    expect([patched.indexOf('SV'), patched.indexOf('UV')]).toEqual([-1, -1]);
  });

  const tag = (group: number, element: number) => [group & 255, group >> 8, element & 255, element >> 8];
  const undefinedLength = [0xff, 0xff, 0xff, 0xff];
  const itemEnd = [...tag(0xfffe, 0xe00d), 0, 0, 0, 0];
  const sequenceEnd = [...tag(0xfffe, 0xe0dd), 0, 0, 0, 0];

  it.each([
    [
      'a sequence that an archive wrote as bytes of the implicit encoding',
      [
        ...[...tag(9, 0x1010), 0x55, 0x4e, 0, 0, ...undefinedLength],
        ...[...tag(0xfffe, 0xe000), ...undefinedLength],
        ...[...tag(8, 0x1150), 4, 0, 0, 0, 0x31, 0x2e, 0x32, 0],
        ...itemEnd,
        ...sequenceEnd,
      ],
    ],
    [
      'a small picture within a sequence, whose pixels are no end',
      [
        ...[...tag(0x88, 0x200), 0x53, 0x51, 0, 0, ...undefinedLength],
        ...[...tag(0xfffe, 0xe000), ...undefinedLength],
        ...[...tag(0x7fe0, 0x10), 0x4f, 0x57, 0, 0, 4, 0, 0, 0, 1, 2, 3, 4],
        ...itemEnd,
        ...sequenceEnd,
      ],
    ],
    [
      'fragments of a small compressed picture',
      [
        ...[...tag(0x88, 0x200), 0x53, 0x51, 0, 0, ...undefinedLength],
        ...[...tag(0xfffe, 0xe000), ...undefinedLength],
        ...[...tag(0x7fe0, 0x10), 0x4f, 0x42, 0, 0, ...undefinedLength],
        ...[...tag(0xfffe, 0xe000), 4, 0, 0, 0, 0x55, 0x56, 0x55, 0x56],
        ...sequenceEnd,
        ...itemEnd,
        ...sequenceEnd,
      ],
    ],
  ])('are found behind %s', (_, before) => {
    const behind = dicomFile({ '7FE00001': ['OV', eight] }, { header: 'none' });
    const patched = Buffer.from(withoutLongValues(Uint8Array.from([...before, ...behind]), false));
    expect(patched.indexOf('OV')).toBe(-1);
    expect(patched.subarray(0, before.length)).toEqual(Buffer.from(before));
  });

  it('cost no more than a damaged file where sequences are nested without an end', () => {
    const opening = [
      ...tag(9, 0x1002),
      0x53,
      0x51,
      0,
      0,
      ...undefinedLength,
      ...tag(0xfffe, 0xe000),
      ...undefinedLength,
    ];
    const nested = Uint8Array.from(Array.from({ length: 60_000 }, () => opening).flat());
    const file = ctFile({}, { transform: (dataSet) => Buffer.concat([dataSet, nested]) });
    const start = dicomFile({ '00080016': ['UI', '1.2'] }, { header: 'none' });
    expect(() => parseInstance(new Uint8Array(Buffer.concat([start, nested])), 'deep')).toThrow(
      HemolensError,
    );
    expect(parseInstance(file, 'made').instance.rows).toBe(3);
  });

  it('are left alone where there are none, and where the bytes make no sense', () => {
    const plain = dicomFile({ '00100010': ['PN', 'UV^OV'] }, { header: 'none' });
    expect(withoutLongValues(plain, false)).toBe(plain);
    for (let length = 0; length < plain.length; length++) {
      const cut = plain.subarray(0, length);
      expect(withoutLongValues(cut, false)).toBe(cut);
    }
  });
});
