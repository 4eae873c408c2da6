/** Whose the bytes of a file are before and after it is read. */
import { describe, expect, it } from 'vitest';
import { readInstance } from './read.ts';
import { ctFile, words } from './testing/ct.ts';
import type { Elements } from './testing/writer.ts';

const SIDE = 128;

/** Large enough that its pixels are most of the file. */
function large(changes: Partial<Elements> = {}): Uint8Array {
  const cells = Array.from({ length: SIDE * SIDE }, (_, index) => (index * 7) % 4096);
  return ctFile({
    '00280010': ['US', [SIDE]],
    '00280011': ['US', [SIDE]],
    '00280101': ['US', [12]],
    '00280102': ['US', [11]],
    '00280103': ['US', [0]],
    '7FE00010': ['OW', words(cells)],
    ...changes,
  });
}

async function valuesOf(bytes: Uint8Array, givenAway: boolean) {
  const { slices } = await readInstance(bytes, 'made.dcm', { givenAway });
  return slices.map(({ frame }) => ('code' in frame ? frame.code : frame.values));
}

const liesIn = (bytes: Uint8Array, values: string | Int16Array | Float32Array | undefined) =>
  typeof values === 'object' && values.buffer === bytes.buffer;

describe('the bytes of a file', () => {
  it('are left as they are', async () => {
    const bytes = large();
    const before = bytes.slice();
    const [values] = await valuesOf(bytes, false);
    expect(bytes).toEqual(before);
    expect(values).toMatchObject({ length: SIDE * SIDE });
  });

  it.each([
    ['moved to Hounsfield units', {}],
    ['Hounsfield units already', { '00281052': ['DS', '0'], '00080060': ['CS', 'MR'] }],
    [
      'signed',
      {
        '00280101': ['US', [16]],
        '00280102': ['US', [15]],
        '00280103': ['US', [1]],
        '00281052': ['DS', '-3'],
      },
    ],
  ] satisfies [string, Partial<Elements>][])(
    'that are given away hold the values: %s',
    async (_, changes) => {
      const bytes = large(changes);
      const [expected] = await valuesOf(large(changes), false);
      const [values] = await valuesOf(bytes, true);
      expect(values).toEqual(expected);
      expect(liesIn(bytes, values)).toBe(true);
    },
  );

  it('are not kept where they hold other frames, or values are floats', async () => {
    const two = { '00280008': ['IS', '2'], '7FE00010': ['OW', words(Array(SIDE * SIDE * 2).fill(7))] };
    for (const changes of [two, { '00281053': ['DS', '0.5'] }] as Partial<Elements>[]) {
      const bytes = large(changes);
      const before = bytes.slice();
      const all = await valuesOf(bytes, true);
      expect(all).toEqual(await valuesOf(before, false));
      expect(all.some((values) => liesIn(bytes, values))).toBe(false);
      expect(bytes).toEqual(before);
    }
  });
});
