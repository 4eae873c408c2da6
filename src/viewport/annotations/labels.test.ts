import { describe, expect, it } from 'vitest';
import { labelBox, LINE_HEIGHT, type Box } from './labels.ts';

const lines = ['Mean 24.9, SD 11.5 HU', 'Area 24.1 mm²'];

describe('the words of an annotation', () => {
  it('stand at the right of it, or at its left where the pane ends', () => {
    expect(labelBox({ x: 100, y: 50 }, lines, 600, [])).toMatchObject({ left: 112, height: 2 * LINE_HEIGHT });
    const atLeft = labelBox({ x: 590, y: 50 }, lines, 600, []);
    expect(atLeft.left + atLeft.width).toBe(578);
  });

  it('never cover those of others', () => {
    const taken: Box[] = [];
    for (const y of [80, 50, 60, 50, 300]) taken.push(labelBox({ x: 100, y }, lines, 600, taken));
    const tops = taken.map(({ top }) => top).sort((one, other) => one - other);
    tops.slice(1).forEach((top, index) => expect(top - (tops[index] ?? NaN)).toBeGreaterThanOrEqual(32));
    expect(taken.at(-1)?.top).toBe(292);
  });

  it('stay where they are beside others that are elsewhere', () => {
    const far = labelBox({ x: 400, y: 50 }, lines, 900, []);
    expect(labelBox({ x: 100, y: 50 }, lines, 900, [far]).top).toBe(far.top);
  });
});
