import { describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { createSheet, drawGround, drawPerson } from '../anatomy.ts';
import { PIXELS, at, blur, type Field } from '../field.ts';
import type { Ground } from '../ground.ts';
import { infarct } from '../infarct.ts';
import { outgrowth, skullDefect } from './bone.ts';
import { calcifications, choroid, colloidCyst } from './calcifications.ts';
import { calcifiedFalx, denseFalx, denseSinus } from './dura.ts';
import { drain, oldInfarct } from './lesions.ts';
import { meningioma } from './meningioma.ts';
import { contrast, vessels } from './vessels.ts';

const sheet = createSheet();
const person = drawPerson(new Random('mimics'));

function groundBetween(low: number, high: number): Ground {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const ground = drawGround(sheet, person, new Random(`ground/${attempt}`));
    if (ground.bleeds && ground.level > low && ground.level < high) return ground;
  }
  throw new Error(`no slice between ${low} and ${high} mm`);
}

/** Above the base: a falx, a convexity and a midline to draw at. */
const ground = groundBetween(70, 100);
/** With the lateral ventricles. */
const ventricles = groundBetween(46, 65);

/** What a mimic changed, over some draws: pixels, and by how many HU. */
function changed(
  draw: (ground: Ground, random: Random) => void,
  draws = 12,
  before = ground,
): Map<number, number> {
  const all = new Map<number, number>();
  for (let number = 0; number < draws; number += 1) {
    const copy = { ...before, hounsfield: before.hounsfield.slice() };
    draw(copy, new Random(`draw/${number}`));
    for (let index = 0; index < PIXELS; index += 1) {
      const change = at(copy.hounsfield, index) - at(before.hounsfield, index);
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
    ['colloid cyst', colloidCyst, ventricles],
    ['drain', drain],
    ['outgrowth', outgrowth],
    ['meningioma', meningioma],
  ] as const)('%s: brightens the cavity and nothing else', (_, draw, before = ground) => {
    const pixels = changed(draw, 12, before);
    expect(pixels.size).toBeGreaterThan(5);
    for (const [index, change] of pixels) {
      expect(at(before.cavity, index)).toBeGreaterThan(0);
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

  it('choroid plexus is bright within the lateral ventricles, behind their middle', () => {
    const meanY = (pixels: number[]) =>
      pixels.reduce((sum, index) => sum + at(ventricles.y, index), 0) / pixels.length;
    const lateral = [...ventricles.ventricle.keys()].filter(
      (index) => at(ventricles.ventricle, index) > 0.4 && Math.abs(at(ventricles.x, index)) > 3,
    );
    const near = blur(ventricles.ventricle, 4);
    const drawn = changed(choroid, 12, ventricles);
    expect(drawn.size).toBeGreaterThan(50);
    for (const [index, change] of drawn) {
      expect(at(near, index)).toBeGreaterThan(0);
      expect(change).toBeGreaterThan(0);
    }
    expect(meanY([...drawn.keys()])).toBeGreaterThan(meanY(lateral) + 3);
  });

  it('an infarct only darkens, and leaves the other hemisphere alone', () => {
    const before = ground.hounsfield;
    for (let number = 0; number < 12; number += 1) {
      const hounsfield = before.slice();
      infarct(ground, hounsfield, 35, new Random(`infarct/${number}`));
      const pixels = [...hounsfield.keys()].filter((index) => at(hounsfield, index) !== at(before, index));
      expect(pixels.length).toBeGreaterThan(100);
      for (const index of pixels) expect(at(hounsfield, index)).toBeLessThan(at(before, index));
      const left = pixels.filter((index) => at(ground.x, index) > 6).length;
      const right = pixels.filter((index) => at(ground.x, index) < -6).length;
      expect(Math.min(left, right)).toBe(0);
    }
  });

  it('an old infarct may be a lacune or most of a hemisphere', () => {
    const sizes = Array.from({ length: 60 }, (_, number) => {
      const copy = { ...ground, hounsfield: ground.hounsfield.slice() };
      oldInfarct(copy, new Random(`size/${number}`));
      return copy.hounsfield.filter((value, index) => value < at(ground.hounsfield, index) - 3).length;
    });
    expect(Math.min(...sizes)).toBeLessThan(300);
    expect(Math.max(...sizes)).toBeGreaterThan(1500);
  });

  it('a defect opens the skull and leaves the brain alone', () => {
    const bone = ground.hounsfield.filter((value) => value > 300).length;
    const opened = Array.from({ length: 40 }, (_, number) => {
      const copy = { ...ground, hounsfield: ground.hounsfield.slice() };
      skullDefect(copy, new Random(`defect/${number}`));
      for (let index = 0; index < PIXELS; index += 1) {
        if (at(ground.depth, index) > 1.5)
          expect(at(copy.hounsfield, index)).toBe(at(ground.hounsfield, index));
      }
      return 1 - copy.hounsfield.filter((value) => value > 300).length / bone;
    });
    expect(Math.min(...opened)).toBeLessThan(0.05);
    expect(Math.max(...opened)).toBeGreaterThan(0.23);
  });

  it.each([
    ['calcium in pairs and in the midline', 110, calcifications],
    ['a colloid cyst', 20, colloidCyst],
  ] as const)('%s: not at heights where there is no such place', (_, level, draw) => {
    const elsewhere = { ...ground, level };
    const seeds = Array.from({ length: 40 }, (_, seed) => new Random(`place/${seed}`));
    const touched = seeds.filter((random) => {
      const hounsfield = ground.hounsfield.slice();
      draw({ ...elsewhere, hounsfield }, random);
      return hounsfield.some((value, index) => value !== at(ground.hounsfield, index));
    });
    // Of calcium a quarter lies anywhere, a tenth in the falx.
    expect(touched.length).toBeLessThan(22);
  });

  it('a colloid cyst lies at the midline', () => {
    expect(farthest(changed(colloidCyst, 12, ventricles).keys(), ventricles.x)).toBeLessThan(16);
  });

  it('contrast agent fills more than dense blood does', () => {
    expect(changed(contrast).size).toBeGreaterThan(changed(vessels).size);
  });
});
