import { describe, expect, it } from 'vitest';
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

  it('are left alone where there are none, and where the bytes make no sense', () => {
    const plain = dicomFile({ '00100010': ['PN', 'UV^OV'] }, { header: 'none' });
    expect(withoutLongValues(plain, false)).toBe(plain);
    for (let length = 0; length < plain.length; length++) {
      const cut = plain.subarray(0, length);
      expect(withoutLongValues(cut, false)).toBe(cut);
    }
  });
});
