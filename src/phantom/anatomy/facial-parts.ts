/**
 * The parts of a face as a table, in head coordinates: each a few tubes; a later part covers an earlier one.
 */
import { AIR, LENS, SCLERA, VITREOUS, type Tissues } from './tissue.ts';
import type { HeadShape } from './contour.ts';
import type { Random } from '../random.ts';
import { chain, ellipsoid, mirrored, type Tube } from './tube.ts';

export interface Part {
  readonly tubes: readonly Tube[];
  readonly hounsfield: number;
  /** A bony wall of this thickness around it, mm. */
  readonly wall?: number;
  /** Divided into cells by thin septa. */
  readonly cells?: boolean;
  /** Stands out of the head's contour. */
  readonly outside?: boolean;
}

export interface Face {
  readonly parts: readonly Part[];
  readonly bone: number;
}

export function buildFace(random: Random, shape: HeadShape, tissues: Tissues): Face {
  const wide = shape.halfBreadth / 66;
  const brow = -shape.halfLength - 2;
  const eye = brow + random.uniform(11, 14);
  const side = shape.halfBreadth + shape.skull + shape.scalp;
  const both = (tubes: readonly Tube[]): Tube[] => [...tubes, ...mirrored(tubes)];
  const sinus = random.chance(0.8) ? random.uniform(0.6, 1.3) : 0;
  const soft = tissues.muscle - 8;
  const parts: Part[] = [
    {
      tubes: both(
        chain(
          [
            [52 * wide, -66, 22],
            [3, 5, 4],
          ],
          [
            [51 * wide, -65, -2],
            [3.5, 6, 4],
          ],
        ),
      ),
      hounsfield: 1000,
    },
    {
      tubes: both(
        chain(
          [
            [50 * wide, -70, -5],
            [4, 4, 5],
          ],
          [
            [62 * wide, -52, -8],
            [2.2, 3, 3],
          ],
          [
            [67 * wide, -26, -9],
            [1.8, 3, 3],
          ],
          [
            [63 * wide, -4, -7],
            [2.5, 4, 3],
          ],
        ),
      ),
      hounsfield: 1100,
    },
    {
      tubes: both([
        ellipsoid([50 * wide, -5, -15], [8, 4.5, 9]),
        ellipsoid([46 * wide, -30, -21], [2, 6, 9]),
      ]),
      hounsfield: 900,
    },
    { tubes: both([ellipsoid([17, -32, -20], [1.6, 7, 12])]), hounsfield: 700 },
    { tubes: both([ellipsoid([27, -62, -22], [14, 17, 15])]), hounsfield: AIR, wall: 1.6 },
    {
      tubes: chain(
        [
          [0, brow + 2, -16],
          [8, 5, 12],
        ],
        [
          [0, -40, -12],
          [12, 10, 12],
        ],
      ),
      hounsfield: AIR,
      wall: 1.2,
    },
    { tubes: both([ellipsoid([6.5, -62, -18], [3, 18, 7])]), hounsfield: soft },
    {
      tubes: chain(
        [
          [0, brow + 4, -14],
          [0.7, 5, 20],
        ],
        [
          [0, -36, -10],
          [0.7, 5, 20],
        ],
      ),
      hounsfield: 450,
    },
    {
      tubes: chain(
        [
          [0, -16, -20],
          [11, 8, 7],
        ],
        [
          [0, -22, -12],
          [9, 6, 4],
        ],
      ),
      hounsfield: AIR,
    },
    {
      tubes: both(
        chain(
          [
            [14, -31, 9],
            [4, 4, 4],
          ],
          [
            [26, -52, 8],
            [13, 12, 14],
          ],
          [
            [32, eye, 7],
            [18, 15, 17],
          ],
        ),
      ),
      hounsfield: tissues.fat,
      wall: 2,
    },
    {
      tubes: chain(
        [
          [0, brow + 12, 9],
          [8, 6, 12],
        ],
        [
          [0, -38, 8],
          [11, 8, 12],
        ],
      ),
      hounsfield: AIR,
      wall: 1,
      cells: true,
    },
    {
      tubes: [ellipsoid([-7, -22, 5], [7, 9, 9]), ellipsoid([6.5, -23, 5], [6, 9, 8])],
      hounsfield: AIR,
      wall: 1.5,
    },
    {
      tubes: both(
        chain(
          [
            [31, eye + 11, 7],
            [1.8, 3, 2],
          ],
          [
            [22, -46, 8],
            [1.8, 3, 2],
          ],
          [
            [12, -30, 10],
            [1.6, 3, 2],
          ],
        ),
      ),
      hounsfield: 35,
    },
    {
      tubes: both(
        chain(
          [
            [20, eye + 6, 7],
            [1.5, 4, 5],
          ],
          [
            [13, -36, 9],
            [1.5, 3, 3],
          ],
        ),
      ),
      hounsfield: soft,
    },
    {
      tubes: both(
        chain(
          [
            [46, eye + 8, 7],
            [1.5, 4, 5],
          ],
          [
            [20, -37, 9],
            [1.5, 3, 3],
          ],
        ),
      ),
      hounsfield: soft,
    },
    { tubes: both([ellipsoid([33, eye, 7], [12.4, 12.4, 12.4])]), hounsfield: SCLERA },
    { tubes: both([ellipsoid([33, eye, 7], [10.8, 10.8, 10.8])]), hounsfield: VITREOUS },
    { tubes: both([ellipsoid([33, eye - 8.5, 7], [4.6, 2.1, 4.6])]), hounsfield: LENS },
    {
      tubes: both(
        [ellipsoid([7.5, brow - 1.5, 33], [8 * sinus, 2.6 * sinus, 10 * sinus])].filter(() => sinus > 0),
      ),
      hounsfield: AIR,
    },
    {
      tubes: both(
        chain(
          [
            [side, 14, -3],
            [4, 3, 3],
          ],
          [
            [side - 12, 12, -3],
            [3, 3, 3],
          ],
          [
            [46, 10, -2],
            [3, 2.5, 2.5],
          ],
        ),
      ),
      hounsfield: AIR,
    },
    {
      tubes: chain(
        [
          [0, brow - 4, 6],
          [9, 6, 6],
        ],
        [
          [0, brow - 8, -8],
          [11, 8, 8],
        ],
        [
          [0, brow - 11, -22],
          [14, 10, 8],
        ],
      ),
      hounsfield: 20,
      outside: true,
    },
    {
      tubes: both(
        chain(
          [
            [side + 1, 12, -18],
            [2, 4, 5],
          ],
          [
            [side + 5, 22, -4],
            [1.6, 5, 5],
          ],
          [
            [side + 7, 28, 10],
            [1.4, 5, 5],
          ],
          [
            [side + 3, 18, 24],
            [1.6, 6, 3],
          ],
        ),
      ),
      hounsfield: 0,
      outside: true,
    },
  ];
  return { parts, bone: random.uniform(750, 1050) };
}
