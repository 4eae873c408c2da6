/**
 * Slices to train on, two by two: one background without a bleed and the same with one, so that what a network learns is
 * the blood and not the head.
 */
import type { Canvas } from '../canvas.ts';
import { Random } from '../random.ts';
import { drawGround, drawPerson } from './anatomy.ts';
import { bleedSomewhere } from './bleeds/index.ts';
import { startBleeding, visiblePixels, type Bleeding } from './blood.ts';
import type { Feature } from './features.ts';
import { SIZE, at } from './field.ts';
import { createInserted } from './inserted.ts';
import { drawMimics } from './mimics/index.ts';
import { scanned } from './scanner.ts';
import type { Background } from './section.ts';
import { BLEED_KINDS } from '../types.ts';
import type { Head } from '../head.ts';

/** Cells a side of a mask, and pixels a side of a cell. */
export const MASK_SIDE = 32;
const CELL = SIZE / MASK_SIDE;

export interface TrainingSlice {
  /** `[256, 256]`, row-major. */
  readonly hounsfield: Int16Array;
  /** `[5, 32, 32]`: how much of each 8 × 8 pixels is blood that can be seen, of 255; kinds in class order. */
  readonly masks: Uint8Array;
  /** In class order, *any* last. */
  readonly labels: readonly boolean[];
  readonly pixel: number;
  /** Height above the ear canals, mm; of a slice from a scanner it is an estimate. */
  readonly level: number;
}

export interface TrainingOptions {
  readonly seed: string | number;
  /** Series of scanners, each as often as any other. */
  readonly backgrounds?: readonly Background[];
  /** Share of pairs that lie on them, 0 to 1. */
  readonly backgroundShare?: number;
  readonly without?: readonly Feature[];
}

/** Pairs that share a person: building a head takes longer than a slice of it. */
const PAIRS_A_PERSON = 8;

/**
 * Draws pairs; the same seed and number give the same pair, whatever was drawn before. Face slices bleed in neither copy.
 * @param sheet  a canvas of 256 pixels, used up by every call
 */
export function createPairs(
  sheet: Canvas,
  { seed, backgrounds = [], backgroundShare = 0.35, without = [] }: TrainingOptions,
): (pair: number) => readonly [TrainingSlice, TrainingSlice] {
  let person: { readonly number: number; readonly head: Head } | undefined;
  const headOf = (number: number): Head => {
    if (person?.number !== number) {
      person = { number, head: drawPerson(new Random(`${seed}/person/${number}`)) };
    }
    return person.head;
  };
  const inserted = backgrounds.map((background) => createInserted(background, !without.includes('planes')));
  const artefacts = !without.includes('artefacts');
  return (pair) => {
    const random = new Random(`${seed}/pair/${pair}`);
    const drawInserted = inserted[Math.floor(random.fork('series').uniform(0, inserted.length))];
    const ground =
      drawInserted && random.fork('kind').chance(backgroundShare)
        ? drawInserted(random.fork('inserted'))
        : drawGround(sheet, headOf(Math.floor(pair / PAIRS_A_PERSON)), random.fork('ground'));
    if (!without.includes('look-alikes')) drawMimics(ground, random.fork('mimics'));
    const clean = startBleeding(ground);
    const bleeding = ground.bleeds ? bleedSomewhere(ground, random.fork('bleed')) : undefined;
    return [
      finished(clean, random, 'clean', artefacts),
      finished(bleeding ?? startBleeding(ground), random, 'bleeding', artefacts),
    ];
  };
}

function finished(bleeding: Bleeding, random: Random, copy: string, artefacts: boolean): TrainingSlice {
  const { ground } = bleeding;
  const kinds = BLEED_KINDS.map((kind) => visiblePixels(bleeding, kind) > 0);
  return {
    hounsfield: scanned(bleeding.hounsfield, ground, {
      settings: random.fork('scanner'),
      grain: random.fork(`grain/${copy}`),
      artefacts,
    }),
    masks: cells(bleeding),
    labels: [...kinds, kinds.includes(true)],
    pixel: ground.pixel,
    level: ground.level,
  };
}

function cells({ masks }: Bleeding): Uint8Array {
  const result = new Uint8Array(masks.length * MASK_SIDE * MASK_SIDE);
  masks.forEach((mask, kind) => {
    for (let row = 0; row < MASK_SIDE; row += 1) {
      for (let column = 0; column < MASK_SIDE; column += 1) {
        let sum = 0;
        for (let y = row * CELL; y < (row + 1) * CELL; y += 1) {
          for (let x = column * CELL; x < (column + 1) * CELL; x += 1) sum += at(mask, y * SIZE + x);
        }
        result[(kind * MASK_SIDE + row) * MASK_SIDE + column] = Math.round((255 * sum) / (CELL * CELL));
      }
    }
  });
  return result;
}
