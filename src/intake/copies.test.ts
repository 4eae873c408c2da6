import { describe, expect, it } from 'vitest';
import { readInstance } from '../dicom/index.ts';
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

describe('files that carry one identifier', () => {
  it('are copies of one image: the first stands', async () => {
    const copies = new Copies();
    expect(copies.judge(await read('a'))).toEqual({ kind: 'first' });
    expect(copies.judge(await read('b'))).toMatchObject({
      kind: 'copy',
      of: { file: 'a' },
      broken: undefined,
    });
    expect(copies.judge(await read('c'))).toMatchObject({ kind: 'copy', of: { file: 'a' } });
  });

  it('are copies of which the one that decodes stands, whichever comes first', async () => {
    const [late, early] = [new Copies(), new Copies()];
    late.judge(await cut('cut'));
    expect(late.judge(await cut('again'))).toMatchObject({
      kind: 'copy',
      broken: { code: expect.any(String) as string },
    });
    expect(late.judge(await read('whole'))).toMatchObject({ kind: 'better', than: { file: 'cut' } });
    expect(late.judge(await read('more'))).toMatchObject({ kind: 'copy', of: { file: 'whole' } });
    early.judge(await read('whole'));
    expect(early.judge(await cut('cut'))).toMatchObject({ kind: 'copy', of: { file: 'whole' } });
  });

  it('are copies of which the one with more frames stands, whichever comes first', async () => {
    const [late, early] = [new Copies(), new Copies()];
    late.judge(await frames('cut', 1));
    expect(late.judge(await frames('whole', 3))).toMatchObject({
      kind: 'better',
      than: { file: 'cut', undecoded: 2, broken: { code: 'dicom/truncated' } },
    });
    expect(late.judge(await frames('longer', 2))).toMatchObject({ kind: 'copy', of: { file: 'whole' } });
    early.judge(await frames('whole', 3));
    expect(early.judge(await frames('cut', 1))).toMatchObject({
      kind: 'copy',
      of: { file: 'whole' },
      broken: { code: 'dicom/truncated' },
    });
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
      expect(copies.judge(await read('b', changes))).toMatchObject({ kind: 'other', of: { file: 'a' } });
      expect(copies.judge(await read('c'))).toMatchObject({ kind: 'copy', of: { file: 'a' } });
      expect(copies.judge(await read('d', changes))).toMatchObject({ kind: 'other', of: { file: 'a' } });
    },
  );
});
