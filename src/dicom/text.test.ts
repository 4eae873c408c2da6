import { describe, expect, it } from 'vitest';
import { hasRealData, NEEDS_REAL_DATA, realFile } from './testing/real-data.ts';
import { parseDataSet } from './data-set.ts';
import { decodeText, displayName } from './text.ts';

describe('person names', () => {
  it('reads components in order, without the carets', () => {
    expect(displayName('Doe^Jane^Mary^Dr.^PhD')).toBe('Doe Jane Mary Dr. PhD');
    expect(displayName('Doe^^')).toBe('Doe');
  });

  it('puts the ideographic name beside the alphabetic one and leaves the phonetic one out', () => {
    expect(displayName('Yamada^Tarou=山田^太郎=やまだ^たろう')).toBe('Yamada Tarou (山田 太郎)');
  });

  it('shows whichever group there is', () => {
    expect(displayName('=山田^太郎')).toBe('山田 太郎');
    expect(displayName('==やまだ^たろう')).toBe('やまだ たろう');
  });
});

describe('character sets', () => {
  const latin1 = new Uint8Array([0x4a, 0xe9, 0x72]);

  it('accepts the misspellings of ISO_IR 100 that scanners write', () => {
    for (const term of ['ISO_IR 100', 'ISO-IR 100', 'ISO IR 100', 'ISO_IR_100']) {
      expect(decodeText(term, latin1, 'LO')).toBe('Jér');
    }
  });

  it('reads on in Latin where the character set is none', () => {
    expect(decodeText('KLINGON', latin1, 'LO')).toBe('Jér');
  });

  it('reads Latin where a file names no character set, or UTF-8 and writes Latin', () => {
    const name = new Uint8Array([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x5e, 0x4a]);
    for (const set of [undefined, 'ISO_IR 6', 'ISO_IR 192']) {
      expect(decodeText(set, name, 'PN')).toBe('Müller^J');
      expect(decodeText(set, new TextEncoder().encode('Müller^J'), 'PN')).toBe('Müller^J');
    }
  });

  it('keeps text in UTF-8 that was cut within a letter', () => {
    const cut = new TextEncoder().encode('Ångström').slice(0, -2);
    expect(decodeText('ISO_IR 192', cut, 'LO')).toMatch(/^Ångstr/);
  });

  it('ends a text at its padding', () => {
    expect(decodeText(undefined, new Uint8Array([0x41, 0x42, 0, 0]), 'LO')).toBe('AB');
  });

  it.skipIf(!hasRealData('charsets')).each([
    ['chrArab', 'قباني لنزار'],
    ['chrFren', 'Buc Jérôme'],
    ['chrFrenMulti', 'Buc Jérôme'],
    ['chrGerm', 'Äneas Rüdiger'],
    ['chrGreek', 'Διονυσιος'],
    ['chrH31', 'Yamada Tarou (山田 太郎)'],
    ['chrH32', 'ﾔﾏﾀﾞ ﾀﾛｳ (山田 太郎)'],
    ['chrHbrw', 'שרון דבורה'],
    ['chrI2', 'Hong Gildong (洪 吉洞)'],
    ['chrJapMulti', 'やまだ たろう'],
    ['chrJapMultiExplicitIR6', 'やまだ たろう'],
    ['chrKoreanMulti', '김희중'],
    ['chrRuss', 'Люкceмбypг'],
    ['chrX1', 'Wang XiaoDong (王 小東)'],
    ['chrX2', 'Wang XiaoDong (王 小东)'],
  ])(`reads the name in %s.dcm as %s ${NEEDS_REAL_DATA}`, (file, name) => {
    expect(parseDataSet(realFile(`charsets/${file}.dcm`), file).attributes.name('x00100010')).toBe(name);
  });
});
