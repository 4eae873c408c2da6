import { describe, expect, it } from 'vitest';
import { attitudeWords, axesOf, seenSides, turned, turnedPoint, upright, type Turn } from './attitude.ts';

const AXIAL = { left: 'R', right: 'L', top: 'A', bottom: 'P' };
const after = (...turns: Turn[]) => turns.reduce(turned, upright);
const letters = (...turns: Turn[]) => {
  const { left, right, top, bottom } = seenSides(AXIAL, after(...turns));
  return `${left} ${right} ${top} ${bottom}`;
};

describe('the letters at the sides', () => {
  it('follow flips and quarter turns', () => {
    expect(letters()).toBe('R L A P');
    expect(letters('flip-horizontal')).toBe('L R A P');
    expect(letters('flip-vertical')).toBe('R L P A');
    expect(letters('rotate-right')).toBe('P A R L');
    expect(letters('rotate-left')).toBe('A P L R');
  });

  it('swap what is seen left and right in a picture that is turned already', () => {
    expect(letters('rotate-right', 'flip-horizontal')).toBe('A P R L');
    expect(letters('rotate-right', 'flip-vertical')).toBe('P A L R');
    expect(letters('flip-horizontal', 'rotate-left')).toBe('A P R L');
  });
});

describe('turning back', () => {
  it('restores the picture, from every side', () => {
    const ways: Turn[][] = [
      ['flip-horizontal', 'flip-horizontal'],
      ['flip-vertical', 'flip-vertical'],
      ['rotate-left', 'rotate-right'],
      ['rotate-right', 'rotate-right', 'rotate-right', 'rotate-right'],
      ['flip-horizontal', 'flip-vertical', 'rotate-left', 'rotate-left'],
    ];
    for (const way of ways) {
      expect(after('rotate-right', 'flip-vertical', ...way)).toEqual(after('rotate-right', 'flip-vertical'));
    }
  });
});

it('the matrix of an attitude takes points where the turns that led to it take them', () => {
  const turns: Turn[] = ['rotate-right', 'flip-horizontal', 'rotate-right', 'flip-vertical', 'rotate-left'];
  for (let count = 0; count <= turns.length; count++) {
    const some = turns.slice(0, count);
    const { x, y } = axesOf(after(...some));
    const through = { x: 3 * x.x + 5 * y.x, y: 3 * x.y + 5 * y.y };
    expect(through).toEqual(some.reduce(turnedPoint, { x: 3, y: 5 }));
  }
});

it('words are said only of a picture that does not lie as it is stored', () => {
  expect(attitudeWords(upright)).toBeUndefined();
  expect(attitudeWords(after('flip-horizontal', 'rotate-right'))?.text).toBe('mirrored, turned 90°');
});
