import { describe, expect, it } from 'vitest';
import { Random } from '../random.ts';
import { PIXELS, SIZE, at } from './field.ts';
import { createInserted } from './inserted.ts';
import { scanned } from './scanner.ts';

/** A skull about brain of 35 HU; no patient. */
const round = Float32Array.from({ length: PIXELS }, (_, index) => {
  const radius = Math.hypot((index % SIZE) - 128, Math.floor(index / SIZE) - 128);
  if (radius > 72) return -1000;
  return radius > 64 ? 1200 : 35;
});
const slices = Array.from({ length: 15 }, (_, index) => ({
  hounsfield: round,
  position: index * 10,
  corner: [0, 0] as const,
}));
const ground = createInserted({ slices, pixel: 1 })(new Random('ground'));
const cavity = [...ground.cavity.keys()].filter((index) => at(ground.cavity, index) > 0.99);
const within = cavity.filter((index) => at(ground.depth, index) > 12);

const scan = (settings: string, grain: string, artefacts = false) =>
  scanned(ground.hounsfield, ground, { settings: new Random(settings), grain: new Random(grain), artefacts });
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const spread = (values: readonly number[]) => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};
const inBrain = (image: Int16Array) => within.map((index) => image[index] ?? NaN);

describe('what a scanner adds', () => {
  it('is the same for the same settings and grain, and noise alone with another grain', () => {
    expect(scan('a', '1')).toEqual(scan('a', '1'));
    for (const settings of ['a', 'b', 'c', 'd']) {
      const [one, other] = [inBrain(scan(settings, '1')), inBrain(scan(settings, '2'))];
      const difference = one.map((value, index) => value - (other[index] ?? NaN));
      expect(Math.abs(mean(difference))).toBeLessThan(0.5);
      expect(spread(difference)).toBeLessThan(12);
    }
  });

  it('differs by scanner: how bright brain is, by a few units, and how noisy', () => {
    const scans = Array.from({ length: 24 }, (_, scanner) => inBrain(scan(`scanner/${scanner}`, '1')));
    const brightness = scans.map(mean);
    for (const value of brightness) expect(Math.abs(value - 35)).toBeLessThan(14);
    expect(spread(brightness)).toBeGreaterThan(1.5);
    const noise = scans.map(spread);
    expect(Math.min(...noise)).toBeLessThan(2);
    expect(Math.max(...noise)).toBeGreaterThan(3);
  });

  it('keeps stored values: whole numbers, air no lower than −1024, bone no higher than 3071', () => {
    const image = scan('a', '1', true);
    expect(Math.min(...image)).toBeGreaterThanOrEqual(-1024);
    expect(Math.max(...image)).toBeLessThanOrEqual(3071);
    expect(Math.max(...image)).toBeGreaterThan(900);
  });

  it('has artefacts in some slices: bone in part of the thickness, a bright or dark fossa, streaks', () => {
    const changes = Array.from({ length: 24 }, (_, scanner) => {
      const [plain, artefacts] = [scan(`f/${scanner}`, '1'), scan(`f/${scanner}`, '1', true)];
      return Math.max(...cavity.map((index) => Math.abs((artefacts[index] ?? 0) - (plain[index] ?? 0))));
    });
    expect(changes.filter((most) => most === 0).length).toBeGreaterThan(2);
    expect(changes.filter((most) => most > 3).length).toBeGreaterThan(2);
    expect(Math.max(...changes)).toBeLessThan(120);
  });
});
