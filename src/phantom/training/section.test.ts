import { describe, expect, it } from 'vitest';
import { Random } from '../random.ts';
import { PIXELS, SIZE, at, createField } from './field.ts';
import { drawPlane, section, type Background, type BackgroundSlice, type Plane } from './section.ts';

const flat: Omit<Plane, 'position'> = { right: 0, down: 0, thickness: 0 };

/** Every pixel says how high it lies. */
const heights = (...positions: number[]): Background => ({
  slices: positions.map((position) => slice(position, () => position)),
  pixel: 1,
});

function slice(
  position: number,
  value: (x: number, y: number) => number,
  corner: BackgroundSlice['corner'] = [0, 0],
): BackgroundSlice {
  const hounsfield = createField().map((_, index) => value(index % SIZE, Math.floor(index / SIZE)));
  return { hounsfield, position, corner };
}

const pixel = (x: number, y: number) => y * SIZE + x;

describe('a section of a series', () => {
  /** As some scanners step: thin slices below, thick ones above. */
  const uneven = heights(0, 4, 8, 15, 22, 29);

  it('is the slice itself where it lies as the slice does', () => {
    const drawn = section(uneven, { ...flat, position: 15 });
    expect(drawn).toEqual(uneven.slices[3]?.hounsfield);
  });

  it('lies between two slices by its height, however far they are apart', () => {
    for (const position of [1, 5, 10, 20]) {
      expect(at(section(uneven, { ...flat, position }), 0)).toBeCloseTo(position, 4);
    }
  });

  it('rises to the right and downwards by its slopes', () => {
    const drawn = section(uneven, { position: 14, right: 0.05, down: -0.03, thickness: 0 });
    for (const [x, y] of [
      [20, 30],
      [128, 128],
      [200, 40],
      [90, 250],
    ] as const) {
      const height = 14 + 0.05 * (x - 127.5) - 0.03 * (y - 127.5);
      expect(Math.abs(at(drawn, pixel(x, y)) - height)).toBeLessThanOrEqual(0.26);
    }
  });

  it('is a mean over its thickness', () => {
    const one = heights(...Array.from({ length: 40 }, (_, index) => 1.5 * index));
    const bright = {
      ...one,
      slices: one.slices.map((each) => slice(each.position, () => (each.position === 30 ? 100 : 0))),
    };
    const mean = (thickness: number) => at(section(bright, { ...flat, position: 30, thickness }), 0);
    expect(mean(0)).toBe(100);
    // A slice of 1.5 mm in a section of 6 mm.
    expect(mean(6)).toBeGreaterThan(22);
    expect(mean(6)).toBeLessThan(28);
  });

  it('repeats the first and the last slice beyond them', () => {
    const drawn = section(uneven, { position: 28, right: 0.2, down: 0, thickness: 2 });
    expect(at(drawn, pixel(255, 0))).toBe(29);
    expect(at(section(uneven, { ...flat, position: -9 }), 0)).toBe(0);
  });

  it('goes straight up where a tilted gantry moved the picture', () => {
    /** A rod that stands upright, in pictures whose corners move down by 3 mm from slice to slice. */
    const rod = (row: number) => (x: number, y: number) => (Math.hypot(x - 100, y - row) < 2.5 ? 1000 : 0);
    const sheared = {
      slices: [0, 7, 14].map((position, index) => slice(position, rod(120 - 3 * index), [50, 3 * index])),
      pixel: 1,
    };
    const drawn = section(sheared, { ...flat, position: 7 });
    expect(at(drawn, pixel(100, 117))).toBeCloseTo(1000, 3);
    expect(at(drawn, pixel(100, 121))).toBe(0);
    expect(at(drawn, pixel(100, 113))).toBe(0);
    const between = section(sheared, { ...flat, position: 3.5 }).map((value) => Math.max(0, value));
    const weight = between.reduce((sum, value) => sum + value, 0);
    const row = between.reduce((sum, value, index) => sum + value * Math.floor(index / SIZE), 0) / weight;
    expect(row).toBeCloseTo(118.5, 2);
  });

  it('is drawn as heads lie: some as scanned, none tilted further than a neck allows', () => {
    const planes = Array.from({ length: 400 }, (_, seed) => drawPlane(uneven, 10, new Random(`p/${seed}`)));
    const straight = planes.filter(({ right, down }) => right === 0 && down === 0);
    expect(straight.length).toBeGreaterThan(60);
    expect(straight.length).toBeLessThan(140);
    expect(straight.every(({ position, thickness }) => position === 8 && thickness === 0)).toBe(true);
    const tilted = planes.filter((plane) => !straight.includes(plane));
    expect(tilted.every(({ position }) => position === 10)).toBe(true);
    const most = Math.tan((18 * Math.PI) / 180);
    expect(tilted.every(({ right, down }) => Math.abs(right) <= most && Math.abs(down) <= most)).toBe(true);
    expect(tilted.some(({ down }) => down > 0.15)).toBe(true);
    expect(tilted.some(({ down }) => down < -0.15)).toBe(true);
  });

  it('has a value for each pixel', () => {
    const drawn = section(uneven, { position: 14, right: 0.3, down: 0.3, thickness: 5 });
    expect(drawn).toHaveLength(PIXELS);
    expect(drawn.every((value) => value >= 0 && value <= 29)).toBe(true);
  });
});
