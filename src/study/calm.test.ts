import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { calm } from './calm.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function listening() {
  const said: string[] = [];
  return { said, line: calm((sentence) => said.push(sentence), 10_000) };
}

describe('the status line read aloud', () => {
  it('tells rising numbers once in ten seconds, however often they rise', () => {
    const { said, line } = listening();
    for (let slice = 0; slice < 600; slice++) {
      line.set(`Analysed ${slice} of 3000 slices`);
      vi.advanceTimersByTime(50);
    }
    expect(said).toHaveLength(4);
    expect(said.at(-1)).toBe('Analysed 599 of 3000 slices');
  });

  it('tells other words, and the end, at once', () => {
    const { said, line } = listening();
    line.set('Analysed 1 of 28 slices');
    line.set('Analysed 2 of 28 slices');
    line.set('Analysed 2 of 28 slices, paused');
    line.set('Analysed 3 of 28 slices');
    line.set('Analysed 28 of 28 slices');
    expect(said).toEqual([
      'Analysed 1 of 28 slices',
      'Analysed 2 of 28 slices, paused',
      'Analysed 3 of 28 slices',
      'Analysed 28 of 28 slices',
    ]);
  });

  it('tells the end at once in any language, and the same end not again while something else goes on', () => {
    const { said, line } = listening();
    for (const [before, between, after] of [
      ['', ' von ', ' Schichten ausgewertet'],
      ['Coupes analysées : ', '/', ''],
      ['', '枚中', '枚を解析済み'],
    ] as const) {
      for (const done of [1, 2, 28]) line.set(`${before}${done}${between}28${after}`);
    }
    expect(said.filter((sentence) => /28\D+28/.test(sentence))).toHaveLength(3);
    expect(said).toHaveLength(6);
    for (let file = 1; file < 9; file++) line.set(`28 von 28 Schichten ausgewertet · Datei ${file} von 90`);
    expect(said).toHaveLength(7);
  });

  it('tells the last number it was given, and nothing twice', () => {
    const { said, line } = listening();
    line.set('Reading file 1 of 90');
    line.set('Reading file 5 of 90');
    line.set('Reading file 9 of 90');
    vi.advanceTimersByTime(10_000);
    line.set('Reading file 9 of 90');
    vi.advanceTimersByTime(30_000);
    expect(said).toEqual(['Reading file 1 of 90', 'Reading file 9 of 90']);
  });
});
