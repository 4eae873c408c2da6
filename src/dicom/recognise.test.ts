import { describe, expect, it } from 'vitest';
import { looksLikeDicom, recognise } from './recognise.ts';
import { ctFile } from './testing/ct.ts';
import { ascii, concat } from './testing/writer.ts';

const IMPLICIT = '1.2.840.10008.1.2';
const EXPLICIT = '1.2.840.10008.1.2.1';
const BIG_ENDIAN = '1.2.840.10008.1.2.2';

describe('recognising DICOM by its content', () => {
  it('takes a Part 10 file by its preamble', () => {
    expect(recognise(ctFile())).toEqual({ kind: 'meta', offset: 132, preamble: true });
  });

  it('takes a file that lost its preamble but kept the meta group', () => {
    expect(recognise(ctFile({}, { header: 'no preamble' }))).toEqual({
      kind: 'meta',
      offset: 0,
      preamble: false,
    });
  });

  it.each([IMPLICIT, EXPLICIT, BIG_ENDIAN])('tells that a headless data set is written in %s', (syntax) => {
    expect(recognise(ctFile({}, { header: 'none', syntax }))).toEqual({
      kind: 'headless',
      offset: 0,
      transferSyntaxUid: syntax,
    });
  });

  it('steps over one byte of padding left by whoever cut the header off', () => {
    const cut = concat([ascii(' '), ctFile({}, { header: 'none' })]);
    expect(recognise(cut)).toMatchObject({ kind: 'headless', offset: 1 });
  });

  it.each([IMPLICIT, EXPLICIT, BIG_ENDIAN])(
    'needs no more than the beginning of a headless %s file',
    (syntax) => {
      expect(looksLikeDicom(ctFile({}, { header: 'none', syntax }).subarray(0, 64))).toBe(true);
    },
  );

  it.each([
    ['text', ascii('Slice,Label\nID_1,0\nID_2,1\n')],
    ['a zip archive', ascii('PK\x03\x04\x14\x00\x08\x00\x08\x00 and so on, and so on')],
    ['zeros', new Uint8Array(4096)],
    ['ones', new Uint8Array(4096).fill(0xff)],
    ['a single byte', new Uint8Array([8])],
    ['nothing', new Uint8Array(0)],
  ])('does not take %s for DICOM', (_, bytes) => {
    expect(looksLikeDicom(bytes)).toBe(false);
  });
});
