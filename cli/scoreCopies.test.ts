/** What `score` makes of damaged images, of copies, and of images that share an identifier. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rleFrame } from '../src/dicom/testing/compress.ts';
import { CT_VALUES, ctFile, words } from '../src/dicom/testing/ct.ts';
import { EXIT } from './command.ts';
import { phantomFolder, score } from './testing/score.ts';

let folder = '';
beforeAll(async () => void (folder = await phantomFolder()));
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('score', () => {
  it('gives an image that cannot be decoded a row that says why', async () => {
    const other = await mkdtemp(join(folder, 'cut-'));
    await writeFile(join(other, 'a.dcm'), await readFile(join(folder, '9.dcm')));
    await writeFile(join(other, 'b.dcm'), (await readFile(join(folder, '8.dcm'))).subarray(0, 20_000));
    const { exit, out, messages } = await score(other);
    expect(exit).toBe(EXIT.partly);
    const rows = out.trimEnd().split('\r\n').slice(1);
    expect(rows.map((row) => /[ab]\.dcm/.exec(row)?.[0])).toEqual(['a.dcm', 'b.dcm']);
    expect(rows[1]).toMatch(/,,,,,,The file ends in the middle of its pixels: it was not copied whole\.,/);
    expect(messages).toMatch(/b\.dcm, frame 1: The file ends in the middle/);
    expect(messages).toContain('1 slice scored, 1 left out, 0 files not read.');
    await rm(other, { recursive: true });
  });

  it.each(['a.dcm', 'c.dcm'])('keeps the good one of two copies where the broken one is %s', async (cut) => {
    const other = await mkdtemp(join(folder, 'copies-'));
    const whole = await readFile(join(folder, '9.dcm'));
    await writeFile(join(other, 'b.dcm'), whole);
    await writeFile(join(other, cut), whole.subarray(0, 20_000));
    const { exit, out, messages } = await score(other);
    expect(exit).toBe(EXIT.partly);
    const rows = out.trimEnd().split('\r\n').slice(1);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toContain('b.dcm');
    expect(rows[0]).toContain(',scored,');
    expect(messages).toContain(`${cut}: The file ends in the middle of its pixels`);
    expect(messages).toContain('1 slice scored, 0 left out, 1 file not read.');
    await rm(other, { recursive: true });
  });

  it('counts a second copy as one file, however many frames it has', async () => {
    const other = await mkdtemp(join(folder, 'twice-'));
    const frames = ctFile({
      '00080060': ['CS', 'MR'],
      '00280008': ['IS', '3'],
      '7FE00010': ['OW', words([...CT_VALUES, ...CT_VALUES, ...CT_VALUES])],
    });
    await writeFile(join(other, 'a.dcm'), frames);
    await writeFile(join(other, 'b.dcm'), frames);
    const { messages } = await score(other);
    expect(messages.match(/intake\/duplicate/g)).toHaveLength(1);
    expect(messages).toMatch(/b\.dcm: .*a\.dcm/);
    expect(messages).toContain('0 slices scored, 3 left out, 1 file not read.');
    await rm(other, { recursive: true });
  });

  it('scores the whole one of two copies of a multi-frame image, though the cut one comes first', async () => {
    const other = await mkdtemp(join(folder, 'frames-'));
    const frames = (count: number) =>
      ctFile({
        '00080060': ['CS', 'MR'],
        '00280008': ['IS', '3'],
        '7FE00010': ['OW', words(Array.from({ length: count }, () => CT_VALUES).flat())],
      });
    await writeFile(join(other, 'a.dcm'), frames(1));
    await writeFile(join(other, 'b.dcm'), frames(3));
    const { out, messages } = await score(other);
    expect(out).not.toContain('a.dcm');
    expect(out.match(/b\.dcm.*the model reads CT, and this is MR/g)).toHaveLength(3);
    expect(messages).toMatch(/a\.dcm: The file ends before frame 2 of 3 is complete\. \[dicom\/truncated\]/);
    await rm(other, { recursive: true });
  });

  it.each([
    ['a.dcm', 'b.dcm'],
    ['b.dcm', 'a.dcm'],
  ])('takes what each of two damaged copies has, of which %s has more', async (more, fewer) => {
    const other = await mkdtemp(join(folder, 'gaps-'));
    const frames = (...whole: readonly boolean[]) => {
      const fragments = whole.map((one) => (one ? rleFrame(CT_VALUES, 2) : new Uint8Array(4)));
      return ctFile(
        { '00080060': ['CS', 'MR'], '00280008': ['IS', '3'], '7FE00010': ['OB', { fragments }] },
        { syntax: '1.2.840.10008.1.2.5' },
      );
    };
    await writeFile(join(other, more), frames(true, true, false));
    await writeFile(join(other, fewer), frames(false, false, true));
    const { out, messages } = await score(other);
    const rows = out.trimEnd().split('\r\n').slice(1);
    expect(rows.map((row) => /[ab]\.dcm/.exec(row)?.[0]).sort()).toEqual([more, more, fewer].sort());
    for (const row of rows) expect(row).toContain('the model reads CT, and this is MR');
    expect(messages).toContain('0 slices scored, 3 left out, 1 file not read.');
    expect(messages).toMatch(new RegExp(`${fewer}: .*\\[dicom/damaged\\]`));
    await rm(other, { recursive: true });
  });

  it('tells another image with the same identifier from a copy', async () => {
    const other = await mkdtemp(join(folder, 'shared-'));
    for (const [name, number] of [
      ['a.dcm', '1'],
      ['b.dcm', '2'],
    ] as const) {
      await writeFile(join(other, name), ctFile({ '00080018': ['UI', '1.2.3'], '00200013': ['IS', number] }));
    }
    const { exit, messages } = await score(other);
    expect(exit).toBe(EXIT.partly);
    expect(messages).toMatch(
      /b\.dcm: The image carries the identifier \(SOP Instance UID\) of another one, .*a\.dcm.*study\/shared-identifier/,
    );
    expect(messages).not.toContain('intake/duplicate');
    await rm(other, { recursive: true });
  });
});
