import { describe, expect, it } from 'vitest';
import { inPathOrder } from './order.ts';

function ordered(...paths: string[]): string[] {
  return inPathOrder(paths.map((path) => ({ path, file: new File([], path) }))).map(({ path }) => path);
}

describe('the order of reading', () => {
  it('counts as people do', () => {
    expect(ordered('I10', 'I9', 'I100', 'I1')).toEqual(['I1', 'I9', 'I10', 'I100']);
  });

  it('keeps a folder together, whatever stands beside it', () => {
    const paths = ordered('S10/I1', 'S2/I2', 'S2/I10', 'S2-x/I1', 'S2/I1');
    expect(paths.filter((path) => path.startsWith('S2/'))).toEqual(['S2/I1', 'S2/I2', 'S2/I10']);
    expect(paths.indexOf('S2/I10') - paths.indexOf('S2/I1')).toBe(2);
    expect(paths.at(-1)).toBe('S10/I1');
  });
});
