import { describe, expect, it } from 'vitest';
import { labelBox, LINE_HEIGHT, wordsAt, type Box } from './labels.ts';

const lines = ['Mean 24.9, SD 11.5 HU', 'Area 24.1 mm²'];
const pane = { width: 600, height: 400 };

describe('the words of an annotation', () => {
  it('stand at the right of it, or at its left where the pane ends', () => {
    expect(labelBox({ x: 100, y: 50 }, lines, pane, [])).toMatchObject({
      left: 112,
      height: 2 * LINE_HEIGHT,
    });
    const atLeft = labelBox({ x: 590, y: 50 }, lines, pane, []);
    expect(atLeft.left + atLeft.width).toBe(578);
  });

  it('never cover those of others', () => {
    const taken: Box[] = [];
    for (const y of [80, 50, 60, 50, 300]) taken.push(labelBox({ x: 100, y }, lines, pane, taken));
    const tops = taken.map(({ top }) => top).sort((one, other) => one - other);
    tops.slice(1).forEach((top, index) => expect(top - (tops[index] ?? NaN)).toBeGreaterThanOrEqual(32));
    expect(taken.at(-1)?.top).toBe(292);
  });

  it('are not cut off in a pane that has no room on either side, nor at its lower and upper edge', () => {
    const narrow = { width: 160, height: 100 };
    expect(labelBox({ x: 90, y: 50 }, lines, narrow, [])).toMatchObject({ left: 0, top: 42 });
    expect(labelBox({ x: 90, y: 98 }, lines, narrow, []).top).toBe(100 - 2 * LINE_HEIGHT);
    expect(labelBox({ x: 90, y: 2 }, lines, narrow, []).top).toBe(0);
    // Nothing is as narrow as that; the beginning is what is read.
    expect(labelBox({ x: 30, y: 50 }, lines, { width: 60, height: 100 }, []).left).toBe(0);
  });

  it('move upward past those of others where there is no room below', () => {
    const low: Box[] = [];
    for (let one = 0; one < 4; one++) low.push(labelBox({ x: 100, y: 380 }, lines, pane, low));
    expect(low.map(({ top }) => top)).toEqual([368, 336, 304, 272]);
    const full = [{ left: 0, top: 0, width: 600, height: 400 }];
    expect(labelBox({ x: 100, y: 380 }, lines, pane, full).top).toBe(368);
  });

  it('stay in sight as long as a part of the annotation does, and go with it once it is beyond', () => {
    const partly = [
      { x: 500, y: 300 },
      { x: 900, y: 700 },
    ];
    expect(wordsAt('length', partly, pane)).toEqual({ x: 600, y: 400 });
    const beyond = partly.map(({ x, y }) => ({ x, y: y + 200 }));
    const at = wordsAt('length', beyond, pane);
    expect(at).toEqual({ x: 900, y: 900 });
    expect(labelBox(at, lines, pane, []).top).toBe(892);
  });

  it('stay where they are beside others that are elsewhere', () => {
    const far = labelBox({ x: 300, y: 50 }, lines, pane, []);
    expect(labelBox({ x: 100, y: 50 }, lines, pane, [far]).top).toBe(far.top);
  });
});
