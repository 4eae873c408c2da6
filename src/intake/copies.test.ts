import { describe, expect, it } from 'vitest';
import { readInstance, type ReadInstance } from '../dicom/index.ts';
import { CT_VALUES, ctFile, words } from '../dicom/testing/ct.ts';
import type { Elements } from '../dicom/testing/writer.ts';
import { Copies } from './copies.ts';

const UID = { '00080018': ['UI', '1.2.3'] } as const;
const read = (file: string, changes: Partial<Elements> = {}) =>
  readInstance(ctFile({ ...UID, ...changes }), file);
/** Its pixels end before the first row does. */
const cut = (file: string) => read(file, { '7FE00010': ['OW', new Uint8Array(2)] });
/** Three frames, of which so many are there. */
const frames = (file: string, there: number) =>
  read(file, {
    '00280008': ['IS', '3'],
    '7FE00010': ['OW', words(Array.from({ length: there }, () => CT_VALUES).flat())],
  });
/** Three frames, of which these are damaged. */
async function damaged(file: string, ...lost: number[]): Promise<ReadInstance> {
  const { instance, slices } = await frames(file, 3);
  const failure = { code: 'dicom/damaged', reason: 'Damaged.', file };
  return {
    instance,
    slices: slices.map((one) => (lost.includes(one.slice.frame) ? { ...one, frame: failure } : one)),
  };
}
const ids = (...numbers: number[]) => new Set(numbers.map((frame) => `1.2.3#${frame}`));
const duplicate = (file: string, of: string) => ({
  kind: 'copy',
  failure: { code: 'intake/duplicate', reason: expect.stringContaining(`from ${of}:`) as string, file },
});

describe('files that carry one identifier', () => {
  it('are copies of one image: the first stands', async () => {
    const copies = new Copies();
    expect(copies.judge(await read('a'))).toEqual({ kind: 'first' });
    expect(copies.judge(await read('b'))).toMatchObject(duplicate('b', 'a'));
    expect(copies.judge(await read('c'))).toMatchObject(duplicate('c', 'a'));
  });

  it('are copies of which the one that decodes stands, whichever comes first', async () => {
    const [late, early] = [new Copies(), new Copies()];
    late.judge(await cut('cut'));
    expect(late.judge(await cut('again'))).toMatchObject({
      kind: 'copy',
      failure: { code: 'dicom/truncated', file: 'again' },
    });
    expect(late.judge(await read('whole'))).toMatchObject({
      kind: 'better',
      failure: { code: 'dicom/truncated', file: 'cut' },
    });
    expect(late.judge(await read('more'))).toMatchObject(duplicate('more', 'whole'));
    early.judge(await read('whole'));
    expect(early.judge(await cut('cut'))).toMatchObject({
      kind: 'copy',
      failure: { code: 'dicom/truncated', file: 'cut' },
    });
  });

  it('are copies of which the one with more frames stands, whichever comes first', async () => {
    const [late, early] = [new Copies(), new Copies()];
    late.judge(await frames('cut', 1));
    expect(late.judge(await frames('whole', 3))).toMatchObject({
      kind: 'better',
      takes: ids(1, 2, 3),
      failure: { code: 'dicom/truncated', file: 'cut' },
    });
    expect(late.judge(await frames('longer', 2))).toMatchObject({
      kind: 'copy',
      failure: { code: 'dicom/truncated', file: 'longer' },
    });
    early.judge(await frames('whole', 3));
    expect(early.judge(await frames('cut', 1))).toMatchObject({ kind: 'copy', failure: { file: 'cut' } });
  });

  it('are copies that fill each other’s gaps, whichever comes first', async () => {
    const [more, fewer] = [await damaged('more', 3), await damaged('fewer', 1, 2)];
    const [one, other] = [new Copies(), new Copies()];
    one.judge(more);
    expect(one.judge(fewer)).toMatchObject({
      kind: 'better',
      takes: ids(3),
      failure: { file: 'fewer' },
    });
    other.judge(fewer);
    expect(other.judge(more)).toMatchObject({
      kind: 'better',
      takes: ids(1, 2),
      failure: { file: 'fewer' },
    });
    for (const copies of [one, other])
      expect(copies.judge(await read('whole', { '00280008': ['IS', '3'] }))).toMatchObject({ kind: 'copy' });
  });

  it('are copies of which the one that stands tells what none of them has', async () => {
    const copies = new Copies();
    copies.judge(await damaged('a', 1, 2));
    expect(copies.judge(await damaged('b', 2))).toMatchObject({
      takes: ids(1, 2, 3),
      failure: { file: 'a' },
    });
    expect(copies.judge(await damaged('c', 1))).toMatchObject({ takes: ids(2), failure: { file: 'c' } });
  });

  it.each([
    ['another number', { '00200013': ['IS', '7'] }],
    ['another patient', { '00100020': ['LO', 'someone else'] }],
    ['another study', { '0020000D': ['UI', '1.2.9'] }],
  ] satisfies [string, Partial<Elements>][])(
    'are two images where one has %s, and the first stands',
    async (_, changes) => {
      const copies = new Copies();
      copies.judge(await read('a'));
      const refused = (file: string) => ({
        kind: 'other',
        failure: { code: 'study/shared-identifier', reason: expect.stringContaining(' a, ') as string, file },
      });
      expect(copies.judge(await read('b', changes))).toMatchObject(refused('b'));
      expect(copies.judge(await read('c'))).toMatchObject(duplicate('c', 'a'));
      expect(copies.judge(await read('d', changes))).toMatchObject(refused('d'));
    },
  );
});
