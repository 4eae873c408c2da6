import { beforeAll, describe, expect, it } from 'vitest';
import { BLEED_KINDS, type BleedKind } from '../../types.ts';
import { Random } from '../../random.ts';
import { createSheet, drawGround, drawPerson } from '../anatomy.ts';
import { startBleeding, type Bleed, type Bleeding } from '../blood.ts';
import { angleBetween, at } from '../field.ts';
import type { Ground } from '../ground.ts';
import { epidural } from './epidural.ts';
import { intraparenchymal } from './intraparenchymal.ts';
import { intraventricular } from './intraventricular.ts';
import { subdural } from './subdural.ts';

/** Heads cut where they have ventricles. */
let grounds: readonly Ground[];

beforeAll(() => {
  const sheet = createSheet();
  grounds = Array.from({ length: 12 }, (_, seed) => {
    const random = new Random(`shapes/${seed}`);
    return drawGround(sheet, drawPerson(random.fork('person')), random.fork('ground'));
  }).filter(({ bleeds, ventricle }) => bleeds && ventricle.filter((part) => part > 0.5).length > 400);
});

function drawn(
  kind: BleedKind,
  draw: Bleed,
  rounds: number,
): { before: Ground; after: Bleeding; pixels: number[] }[] {
  return Array.from({ length: rounds }, (_, round) => {
    const before = grounds[round % grounds.length];
    if (!before) throw new Error('no head with ventricles');
    const after = draw(startBleeding(before), new Random(`${kind}/${round}`));
    const mask = after.masks[BLEED_KINDS.indexOf(kind)] ?? new Float32Array();
    return { before, after, pixels: [...mask.keys()].filter((index) => at(mask, index) > 0.6) };
  }).filter(({ pixels }) => pixels.length > 40);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

/** A ventricle's middle, from the patient's right to left, mm. */
const middle = ({ ventricle, x }: Ground) => {
  const weight = ventricle.reduce((sum, part) => sum + part, 0);
  return ventricle.reduce((sum, part, index) => sum + part * at(x, index), 0) / weight;
};

describe('shapes of bleeds', () => {
  it('epidural: a lens, thickest in its middle', () => {
    const found = drawn('epidural', epidural, 12);
    expect(found.length).toBeGreaterThan(6);
    for (const { before, pixels } of found) {
      const angles = pixels.map((index) => at(before.angle, index));
      const centre = Math.atan2(mean(angles.map(Math.sin)), mean(angles.map(Math.cos)));
      const away = (index: number) => Math.abs(angleBetween(at(before.angle, index), centre));
      const widest = Math.max(...pixels.map(away));
      const deepest = (from: number, to: number) =>
        Math.max(
          0,
          ...pixels.flatMap((index) => {
            const part = away(index) / widest;
            return part >= from && part < to ? at(before.depth, index) : [];
          }),
        );
      expect(deepest(0, 0.4)).toBeGreaterThan(deepest(0.8, 1.01));
    }
  });

  it('subdural: of every age, from as dark as CSF to fresh clot, and pushing the ventricles over', () => {
    const found = drawn('subdural', subdural, 60);
    const values = found.map(({ after, pixels }) =>
      median(pixels.map((index) => at(after.hounsfield, index))),
    );
    expect(values.filter((value) => value > 44).length).toBeGreaterThan(found.length / 3);
    expect(values.some((value) => value < 26)).toBe(true);
    expect(values.some((value) => value > 29 && value < 43)).toBe(true);
    for (const value of values) expect(value).toBeLessThan(92);
    const shifts = found.map(({ before, after, pixels }) => {
      const side = Math.sign(mean(pixels.map((index) => at(before.x, index))));
      return side * (middle(before) - middle(after.ground));
    });
    expect(Math.max(...shifts)).toBeGreaterThan(1.5);
    expect(mean(shifts)).toBeGreaterThan(0);
  });

  it('intraparenchymal: in a rim of oedema, as often as not', () => {
    const found = drawn('intraparenchymal', intraparenchymal, 30);
    const darker = found.filter(({ before, after }) => {
      const rim = [...before.cavity.keys()].filter((index) => {
        const [was, is] = [at(before.hounsfield, index), at(after.hounsfield, index)];
        return at(before.cavity, index) > 0.98 && was > 25 && was < 45 && is < was - 2 && is > 12;
      });
      return rim.length > 60;
    });
    expect(darker.length).toBeGreaterThan(found.length / 3);
  });

  it('intraventricular: within the ventricles, sunk to their back in half of the heads', () => {
    const found = drawn('intraventricular', intraventricular, 24);
    expect(found.length).toBeGreaterThan(10);
    const sunk = found.map(({ before, pixels }) => {
      for (const index of pixels) expect(at(before.ventricle, index)).toBeGreaterThan(0);
      const all = [...before.ventricle.keys()].filter((index) => at(before.ventricle, index) > 0.6);
      return mean(pixels.map((index) => at(before.y, index))) - mean(all.map((index) => at(before.y, index)));
    });
    expect(sunk.filter((behind) => behind > 4).length).toBeGreaterThan(found.length / 4);
    expect(Math.min(...sunk)).toBeLessThan(2);
  });
});
