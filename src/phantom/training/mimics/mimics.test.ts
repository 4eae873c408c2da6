import { describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { createSheet, drawGround, drawPerson } from '../anatomy.ts';
import { PIXELS, at, type Field } from '../field.ts';
import type { Ground } from '../ground.ts';
import { outgrowth } from './bone.ts';
import { calcifications, colloidCyst } from './calcifications.ts';
import { calcifiedFalx, denseFalx, denseSinus } from './dura.ts';
import { drain } from './lesions.ts';
import { meningioma } from './meningioma.ts';
import { contrast, vessels } from './vessels.ts';

const sheet = createSheet();
const person = drawPerson(new Random('mimics'));

/** Above the base: a falx, a convexity and a midline to draw at. */
function groundAbove(): Ground {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const ground = drawGround(sheet, person, new Random(`ground/${attempt}`));
    if (ground.bleeds && ground.level > 70 && ground.level < 100) return ground;
  }
  throw new Error('no slice between 70 and 100 mm');
}

const ground = groundAbove();

/** What a mimic changed, over some draws: pixels, and by how many HU. */
function changed(draw: (ground: Ground, random: Random) => void, draws = 12): Map<number, number> {
  const all = new Map<number, number>();
  for (let number = 0; number < draws; number += 1) {
    const copy = { ...ground, hounsfield: ground.hounsfield.slice() };
    draw(copy, new Random(`draw/${number}`));
    for (let index = 0; index < PIXELS; index += 1) {
      const change = at(copy.hounsfield, index) - at(ground.hounsfield, index);
      if (change !== 0) all.set(index, Math.max(all.get(index) ?? -Infinity, change));
    }
  }
  return all;
}

const farthest = (pixels: Iterable<number>, field: Field) =>
  Math.max(...[...pixels].map((index) => Math.abs(at(field, index))));

describe('look-alikes of blood', () => {
  it.each([
    ['falx', denseFalx],
    ['calcified falx', calcifiedFalx],
    ['sinus', denseSinus],
    ['vessels', vessels],
    ['contrast', contrast],
    ['calcifications', calcifications],
    ['colloid cyst', colloidCyst],
    ['drain', drain],
    ['outgrowth', outgrowth],
    ['meningioma', meningioma],
  ])('%s: brightens the cavity and nothing else', (_, draw) => {
    const pixels = changed(draw);
    expect(pixels.size).toBeGreaterThan(5);
    for (const [index, change] of pixels) {
      expect(at(ground.cavity, index)).toBeGreaterThan(0);
      expect(change).toBeGreaterThan(0);
    }
  });

  it('a calcified falx lies on the falx, brighter than blood gets', () => {
    const pixels = changed(calcifiedFalx);
    expect(farthest(pixels.keys(), ground.falx)).toBeLessThan(6);
    expect(Math.max(...pixels.values())).toBeGreaterThan(100);
  });

  it('an outgrowth stands on the inner table', () => {
    expect(farthest(changed(outgrowth).keys(), ground.depth)).toBeLessThan(9);
  });

  it('a meningioma reaches the inner table or the falx', () => {
    for (let number = 0; number < 12; number += 1) {
      const pixels = changed((copy, random) => meningioma(copy, random.fork(`${number}`)), 1);
      const nearest = (field: Field) => Math.min(...[...pixels.keys()].map((index) => at(field, index)));
      expect(Math.min(nearest(ground.depth), nearest(ground.falx))).toBeLessThan(5);
    }
  });

  it('a colloid cyst lies at the midline', () => {
    expect(farthest(changed(colloidCyst).keys(), ground.x)).toBeLessThan(16);
  });

  it('contrast agent fills more than dense blood does', () => {
    expect(changed(contrast).size).toBeGreaterThan(changed(vessels).size);
  });
});
