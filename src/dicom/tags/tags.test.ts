import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { ctFile } from '../testing/ct.ts';
import { hasRealData, NEEDS_REAL_DATA, realFile } from '../testing/real-data.ts';
import type { Elements, FileOptions } from '../testing/writer.ts';
import { EXPLICIT_BIG_ENDIAN, IMPLICIT_LITTLE_ENDIAN } from '../transfer-syntaxes.ts';
import { readTags } from './read.ts';
import type { TagElement } from './types.ts';

const tagsOf = (changes: Partial<Elements>, options: FileOptions = {}) =>
  readTags(new Blob([new Uint8Array(ctFile(changes, options))]), 'a.dcm');

/** Elements below sequences included, by path. */
function flat(elements: readonly TagElement[]): TagElement[] {
  return elements.flatMap((one) => [
    one,
    ...(one.value.kind === 'sequence' ? one.value.items.flatMap((item) => flat(item)) : []),
  ]);
}

const find = (elements: readonly TagElement[], tag: string) => flat(elements).find((one) => one.tag === tag);
const values = (elements: readonly TagElement[], tag: string) => {
  const value = find(elements, tag)?.value;
  return value?.kind === 'text' ? value.values : undefined;
};

const NESTED = {
  '00081140': ['SQ', { items: [{ '00081155': ['UI', '1.2.77'] }, { '00081155': ['UI', '1.2.78'] }] }],
} as const;

describe('the tags of a file', () => {
  it('have name, keyword and VR, the meta group first', async () => {
    const tags = await tagsOf({});
    expect(tags[0]).toMatchObject({ tag: '(0002,0001)', vr: 'OB' });
    expect(new Set(tags.map(({ path }) => path)).size).toBe(tags.length);
    expect(find(tags, '(0020,0032)')).toMatchObject({
      vr: 'DS',
      keyword: 'ImagePositionPatient',
      name: 'Image Position Patient',
      value: { values: ['-100', '-120', '30.5'] },
    });
  });

  it('say what the UIDs of the standard stand for', async () => {
    const tags = await tagsOf({});
    expect(find(tags, '(0002,0010)')?.value).toMatchObject({ meaning: 'Explicit VR Little Endian' });
    expect(find(tags, '(0008,0016)')?.value).toMatchObject({ meaning: 'CT Image' });
    expect(find(tags, '(0020,000D)')?.value).not.toHaveProperty('meaning');
  });

  it.each([
    ['explicit', {}],
    ['implicit', { syntax: IMPLICIT_LITTLE_ENDIAN }],
    ['big endian', { syntax: EXPLICIT_BIG_ENDIAN }],
    ['deflated', { syntax: '1.2.840.10008.1.2.1.99', transform: (body: Uint8Array) => deflateSync(body) }],
  ])('are the same where the data set is %s', async (_, options) => {
    const tags = await tagsOf({ ...NESTED, '00280106': ['SS', [-5]] }, options);
    expect(values(tags, '(0028,0010)')).toEqual(['3']);
    expect(values(tags, '(0028,0106)')).toEqual(['-5']);
    const inner = flat(tags).filter(({ tag }) => tag === '(0008,1155)');
    expect(inner.map(({ path, vr }) => [path, vr])).toEqual([
      ['x00081140/1/x00081155', 'UI'],
      ['x00081140/2/x00081155', 'UI'],
    ]);
  });

  it('name the creator of private elements, and read text that lost its VR', async () => {
    const tags = await tagsOf({
      '00090010': ['LO', 'SCANNER MAKER'],
      '00091001': ['UN', new TextEncoder().encode('in plain words')],
      '00091002': ['UN', new Uint8Array([1, 2, 3, 255])],
    });
    expect(find(tags, '(0009,0010)')?.name).toBe('Private Creator');
    expect(find(tags, '(0009,1001)')).toMatchObject({
      name: 'SCANNER MAKER',
      value: { values: ['in plain words'] },
    });
    expect(find(tags, '(0009,1002)')?.value).toEqual({ kind: 'binary', length: 4, start: '01 02 03 ff' });
  });

  it('give names, dates and times as one reads them', async () => {
    const tags = await tagsOf({
      '00080020': ['DA', '20240131'],
      '00080030': ['TM', '235959.25'],
      '0008002A': ['DT', '20240131120000.5+0100'],
    });
    expect(values(tags, '(0010,0010)')).toEqual(['Doe Jane']);
    expect(values(tags, '(0008,0020)')).toEqual(['2024-01-31']);
    expect(values(tags, '(0008,0030)')).toEqual(['23:59:59.25']);
    expect(values(tags, '(0008,002A)')).toEqual(['2024-01-31 12:00:00.5+0100']);
  });

  it('shorten what is long and say how long it is', async () => {
    const tags = await tagsOf({
      '00091001': ['UT', 'x'.repeat(5000)],
      '00281201': ['US', Array.from({ length: 100 }, (_, i) => i)],
    });
    expect(find(tags, '(0009,1001)')?.value).toMatchObject({ whole: { count: 5000, of: 'characters' } });
    expect(find(tags, '(0028,1201)')?.value).toMatchObject({ whole: { count: 100, of: 'values' } });
  });

  it('never hold the pixel data', async () => {
    expect(find(await tagsOf({}), '(7FE0,0010)')?.value).toEqual({ kind: 'binary', length: 12, start: '' });
  });

  it('are read in the character set of their item', async () => {
    const tags = await tagsOf({
      '00080005': ['CS', 'ISO_IR 100'],
      '00100010': ['PN', new Uint8Array([0x4d, 0xfc, 0x6c])],
      '00081140': [
        'SQ',
        {
          items: [
            { '0008103E': ['LO', new Uint8Array([0xe4, 0x20])] },
            { '00080005': ['CS', 'ISO_IR 192'], '0008103E': ['LO', new TextEncoder().encode('頭部')] },
          ],
        },
      ],
    });
    expect(values(tags, '(0010,0010)')).toEqual(['Mül']);
    const inner = flat(tags).filter(({ tag }) => tag === '(0008,103E)');
    expect(inner.map(({ value }) => value)).toMatchObject([{ values: ['ä'] }, { values: ['頭部'] }]);
  });

  it('are read from the beginning of a long file, and from all of it where the header is longer', async () => {
    const asked: number[] = [];
    const counting = (bytes: Uint8Array) => ({
      size: bytes.length,
      slice(start: number, end: number) {
        asked.push(end);
        return new Blob([new Uint8Array(bytes)]).slice(start, end);
      },
    });
    const million = new Uint8Array(1_000_000);
    await readTags(counting(ctFile({ '7FE00010': ['OW', million] })), 'a.dcm');
    expect(asked).toEqual([262_144]);
    const late = ctFile({ '00091001': ['OB', million] });
    const tags = await readTags(counting(late), 'a.dcm');
    expect(asked).toEqual([262_144, 262_144, late.length]);
    expect(find(tags, '(0028,0010)')).toBeDefined();
  });

  it('of a file that is gone or cut off are refused by code, with its name', async () => {
    const gone = {
      size: 100,
      slice: () => ({ arrayBuffer: () => Promise.reject(new Error('NotReadableError')) }),
    };
    await expect(readTags(gone, 'gone.dcm')).rejects.toMatchObject({
      code: 'dicom/unreadable',
      file: 'gone.dcm',
    });
    const cut = new Blob([new Uint8Array(ctFile().slice(0, 395))]);
    await expect(readTags(cut, 'cut.dcm')).rejects.toMatchObject({
      code: 'dicom/truncated',
      file: 'cut.dcm',
    });
  });
});

describe.skipIf(!hasRealData('charsets'))(`real files ${NEEDS_REAL_DATA}`, () => {
  const real = (path: string) => readTags(new Blob([new Uint8Array(realFile(path))]), path);

  // Names as pydicom 2.3 reads them from these files.
  it.each([
    ['chrGerm.dcm', 'Äneas Rüdiger'],
    ['chrFren.dcm', 'Buc Jérôme'],
    ['chrRuss.dcm', 'Люкceмбypг'],
    ['chrH31.dcm', 'Yamada Tarou (山田 太郎)'],
  ])('%s names its patient', async (file, name) => {
    expect(values(await real(`charsets/${file}`), '(0010,0010)')).toEqual([name]);
  });
});
