/**
 * How the stored picture lies on the screen: mirrored or not, then turned by quarters. Eight ways in all, and flipping
 * and turning what is seen leads from each to another.
 */
import type { Sentence } from '../base/index.ts';
import { say } from './sentences.ts';
import type { SideLetters } from './orientation.ts';

export interface Attitude {
  /** Left and right of the stored picture are swapped before it is turned. */
  readonly mirrored: boolean;
  /** Quarter turns clockwise. */
  readonly turns: 0 | 1 | 2 | 3;
}

/** What the hand does with the picture as it is seen. */
export type Turn = 'flip-horizontal' | 'flip-vertical' | 'rotate-right' | 'rotate-left';

/** As the file stores it. */
export const upright: Attitude = { mirrored: false, turns: 0 };

/** Flips and turns are of the screen: after a quarter turn a horizontal flip still swaps what is seen left and right. */
export function turned({ mirrored, turns }: Attitude, turn: Turn): Attitude {
  switch (turn) {
    case 'flip-horizontal':
      return { mirrored: !mirrored, turns: quarters(-turns) };
    case 'flip-vertical':
      return { mirrored: !mirrored, turns: quarters(2 - turns) };
    case 'rotate-right':
      return { mirrored, turns: quarters(turns + 1) };
    case 'rotate-left':
      return { mirrored, turns: quarters(turns - 1) };
  }
}

/** Where such a turn takes a point that is seen at `x`, `y` from the centre. */
export function turnedPoint({ x, y }: { x: number; y: number }, turn: Turn): { x: number; y: number } {
  switch (turn) {
    case 'flip-horizontal':
      return { x: -x, y };
    case 'flip-vertical':
      return { x, y: -y };
    case 'rotate-right':
      return { x: -y, y: x };
    case 'rotate-left':
      return { x: y, y: -x };
  }
}

/** Whether the picture's rows run up and down the screen. */
export function isOnItsSide({ turns }: Attitude): boolean {
  return turns % 2 === 1;
}

/** The columns of the matrix that lays a picture's axes on the screen's: where its x and its y axis point. */
export function axesOf({ mirrored, turns }: Attitude): {
  x: { x: number; y: number };
  y: { x: number; y: number };
} {
  const cos = [1, 0, -1, 0][turns] ?? 1;
  const sin = [0, 1, 0, -1][turns] ?? 0;
  const way = mirrored ? -1 : 1;
  // Adding 0 makes a plain zero of a negative one.
  return { x: { x: cos * way + 0, y: sin * way + 0 }, y: { x: -sin + 0, y: cos } };
}

/** The letters of the screen's four sides, from those of the stored picture's. */
export function seenSides(sides: SideLetters, { mirrored, turns }: Attitude): SideLetters {
  const { left, right } = mirrored ? { left: sides.right, right: sides.left } : sides;
  const clockwise = [sides.top, right, sides.bottom, left];
  const at = (side: number) => clockwise[(side - turns + 4) % 4] ?? '';
  return { top: at(0), right: at(1), bottom: at(2), left: at(3) };
}

/** In words, for the corner of the pane; undefined where the picture lies as it is stored. */
export function attitudeWords({ mirrored, turns }: Attitude): Sentence | undefined {
  const degrees = turns * 90;
  if (turns === 0) return mirrored ? say('mirrored') : undefined;
  return mirrored ? say('mirroredTurned', { degrees }) : say('turned', { degrees });
}

function quarters(turns: number): Attitude['turns'] {
  const within = ((turns % 4) + 4) % 4;
  return within === 1 || within === 2 || within === 3 ? within : 0;
}
