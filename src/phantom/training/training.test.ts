import { describe, expect, it } from 'vitest';
import { BLEED_KINDS, type BleedKind } from '../types.ts';
import { Random } from '../random.ts';
import { createSheet, drawGround, drawPerson } from './anatomy.ts';
import { bleed, startBleeding, visiblePixels, type Bleeding } from './blood.ts';
import { epidural } from './bleeds/epidural.ts';
import { intraparenchymal } from './bleeds/intraparenchymal.ts';
import { intraventricular } from './bleeds/intraventricular.ts';
import { subarachnoid } from './bleeds/subarachnoid.ts';
import { subdural } from './bleeds/subdural.ts';
import type { Feature } from './features.ts';
import { PIXELS, SIZE, at, blur, createField } from './field.ts';
import type { Ground } from './ground.ts';
import { createInserted } from './inserted.ts';
import { distanceWithin, filled, grown, largestParts, maskOf, shrunk } from './morphology.ts';
import { createPairs, MASK_SIDE, type TrainingSlice } from './pair.ts';
import type { Background } from './section.ts';

const sheet = createSheet();
const pairs = createPairs(sheet, { seed: 'test' });
const drawn = Array.from({ length: 12 }, (_, pair) => pairs(pair));

/** A mean of the mask's cells that hold blood, and of the same cells in the clean copy. */
function brightness(slice: TrainingSlice, mask: Uint8Array): number {
  let sum = 0;
  let weight = 0;
  for (let index = 0; index < PIXELS; index += 1) {
    const cell = Math.floor(Math.floor(index / SIZE) / 8) * MASK_SIDE + Math.floor((index % SIZE) / 8);
    const part = mask[cell] ?? 0;
    sum += part * (slice.hounsfield[index] ?? 0);
    weight += part;
  }
  return sum / weight;
}

describe('a pair of training slices', () => {
  it('is the same for the same seed and number, whatever was drawn before', () => {
    const again = createPairs(sheet, { seed: 'test' });
    const [clean, bleeding] = again(7);
    expect(clean).toEqual(drawn[7]?.[0]);
    expect(bleeding).toEqual(drawn[7]?.[1]);
    expect(createPairs(sheet, { seed: 'other' })(7)[0].hounsfield).not.toEqual(clean.hounsfield);
  });

  it('is one background without a label and with the labels of its masks', () => {
    expect(drawn.filter(([, bleeding]) => bleeding.labels[5]).length).toBeGreaterThan(7);
    for (const [clean, bleeding] of drawn) {
      expect(clean.labels).toEqual(Array(6).fill(false));
      expect(clean.masks.every((value) => value === 0)).toBe(true);
      for (const kind of BLEED_KINDS.keys()) {
        const mask = bleeding.masks.subarray(kind * MASK_SIDE ** 2, (kind + 1) * MASK_SIDE ** 2);
        expect(mask.some((value) => value > 0)).toBe(bleeding.labels[kind]);
      }
      expect(bleeding.labels[5]).toBe(bleeding.labels.slice(0, 5).includes(true));
    }
  });

  it('differs where its masks say so', () => {
    for (const [clean, bleeding] of drawn) {
      if (!bleeding.labels[5]) continue;
      const any = Uint8Array.from({ length: MASK_SIDE ** 2 }, (_, cell) =>
        Math.max(...BLEED_KINDS.map((__, kind) => bleeding.masks[kind * MASK_SIDE ** 2 + cell] ?? 0)),
      );
      expect(Math.abs(brightness(bleeding, any) - brightness(clean, any))).toBeGreaterThan(1);
    }
  });
});

describe('a pair without one of what varies', () => {
  const of = (without: readonly Feature[], pair: number) =>
    createPairs(sheet, { seed: 'test', without })(pair);

  it('is another slice without look-alikes, as often as heads have one', () => {
    const differing = [0, 1, 2, 3].filter((pair) => {
      const [clean] = of(['look-alikes'], pair);
      return !clean.hounsfield.every((value, index) => value === drawn[pair]?.[0].hounsfield[index]);
    });
    expect(differing.length).toBeGreaterThan(1);
  });

  it('has the same noise and labels without artefacts, and differs within the cavity alone', () => {
    let differing = 0;
    for (const pair of [0, 1, 2, 3, 4, 5]) {
      const plain = of(['artefacts'], pair);
      plain.forEach((slice, copy) => {
        const whole = drawn[pair]?.[copy];
        expect(slice.labels).toEqual(whole?.labels);
        const changed = [...slice.hounsfield.keys()].filter(
          (index) => slice.hounsfield[index] !== whole?.hounsfield[index],
        );
        differing += changed.length;
        expect(changed.length).toBeLessThan(PIXELS / 2);
      });
    }
    expect(differing).toBeGreaterThan(1000);
  });
});

/** Bleeds of a kind over several heads, those that can be seen. */
function bleeds(kind: BleedKind, draw: Parameters<typeof bleed>[2]): { before: Ground; after: Bleeding }[] {
  return Array.from({ length: 14 }, (_, seed) => {
    const random = new Random(`${kind}/${seed}`);
    const before = drawGround(sheet, drawPerson(random.fork('person')), random.fork('ground'));
    return { before, after: bleed(startBleeding(before), kind, draw, random.fork('bleed')) };
  }).filter(({ after }) => visiblePixels(after, kind) > 30);
}

function maskPixels({ masks }: Bleeding, kind: BleedKind): number[] {
  const mask = masks[BLEED_KINDS.indexOf(kind)] ?? createField();
  return [...mask.keys()].filter((index) => at(mask, index) > 0.5);
}

describe('where a bleed lies', () => {
  it('epidural: a bounded layer that touches the inner table', () => {
    const found = bleeds('epidural', epidural);
    expect(found.length).toBeGreaterThan(3);
    for (const { after } of found) {
      const pixels = maskPixels(after, 'epidural');
      expect(Math.min(...pixels.map((index) => at(after.ground.depth, index)))).toBeLessThan(2.5);
      expect(Math.max(...pixels.map((index) => at(after.ground.depth, index)))).toBeLessThan(44);
    }
  });

  it('subdural: along the convexity, the falx or the tentorium', () => {
    const found = bleeds('subdural', subdural);
    expect(found.length).toBeGreaterThan(3);
    for (const { after } of found) {
      const { depth, falx, tentorium } = after.ground;
      for (const index of maskPixels(after, 'subdural')) {
        expect(Math.min(at(depth, index), at(falx, index), at(tentorium, index))).toBeLessThan(34);
      }
    }
  });

  it('subdural: never across the midline, but along the sheets that lie there', () => {
    let crescents = 0;
    for (const { before, after } of bleeds('subdural', subdural)) {
      const away = maskPixels(after, 'subdural').filter(
        (index) => Math.min(at(before.falx, index), at(before.tentorium, index)) > 8,
      );
      if (away.length > 30) crescents += 1;
      for (const index of away) expect(Math.abs(at(before.x, index))).toBeGreaterThan(0.4);
    }
    expect(crescents).toBeGreaterThan(3);
  });

  it('intraparenchymal: on one side of the falx', () => {
    for (const { before, after } of bleeds('intraparenchymal', intraparenchymal)) {
      const split = maskPixels(after, 'intraparenchymal').filter((index) => at(before.falx, index) < 100);
      // A third of a millimetre is less than half a pixel: that much the falx gives way.
      for (const index of split) expect(at(before.falx, index)).toBeGreaterThan(0.3);
    }
  });

  it('intraparenchymal: outside of the ventricles; what breaks into them is intraventricular', () => {
    const found = bleeds('intraparenchymal', intraparenchymal);
    expect(found.length).toBeGreaterThan(3);
    for (const { after } of found) {
      for (const index of maskPixels(after, 'intraparenchymal')) {
        expect(at(after.ground.ventricle, index)).toBeLessThan(0.85);
      }
    }
  });

  it('intraventricular: in ventricles; subarachnoid: in CSF outside them', () => {
    const inside = bleeds('intraventricular', intraventricular);
    const outside = bleeds('subarachnoid', subarachnoid);
    expect(inside.length).toBeGreaterThan(1);
    expect(outside.length).toBeGreaterThan(3);
    for (const { after } of inside) {
      for (const index of maskPixels(after, 'intraventricular')) {
        expect(at(after.ground.ventricle, index)).toBeGreaterThan(0);
      }
    }
    for (const { after } of outside) {
      const near = blur(after.ground.csf, 1.5);
      for (const index of maskPixels(after, 'subarachnoid')) {
        expect(at(after.ground.ventricle, index)).toBeLessThan(0.6);
        expect(at(near, index)).toBeGreaterThan(0.02);
      }
    }
  });
});

describe('a real series as background', () => {
  /** A skull of 8 mm about brain of 35 HU with two dark ventricles; no patient. */
  const slice = Float32Array.from({ length: PIXELS }, (_, index) => {
    const [x, y] = [(index % SIZE) - 128, Math.floor(index / SIZE) - 128];
    const radius = Math.hypot(x, y * 0.85);
    if (radius > 72) return -1000;
    if (radius > 64) return 1200;
    return Math.hypot(Math.abs(x) - 12, y / 2.5) < 7 ? 6 : 35;
  });
  const stack = (...positions: number[]): Background => ({
    slices: positions.map((position) => ({ hounsfield: slice, position, corner: [0, 0] })),
    pixel: 1,
  });
  const insert = createInserted(stack(...Array.from({ length: 15 }, (_, index) => 1000 + 10 * index)));
  const grounds = Array.from({ length: 10 }, (_, seed) => insert(new Random(`r/${seed}`)));

  it('has a cavity within its skull, as deep as it measures', () => {
    for (const { cavity, hounsfield, depth, pixel } of grounds) {
      let area = 0;
      for (let index = 0; index < PIXELS; index += 1) {
        area += at(cavity, index) * pixel * pixel;
        if (at(cavity, index) > 0.9) expect(at(hounsfield, index)).toBeLessThan(700);
      }
      expect(area).toBeGreaterThan(0.7 * Math.PI * 64 * 75);
      expect(area).toBeLessThan(1.35 * Math.PI * 64 * 75);
      expect(Math.max(...depth)).toBeGreaterThan(40);
    }
  });

  it('lies as high as its uppermost bone tells, whatever the scanner counts from', () => {
    const air = { hounsfield: new Float32Array(PIXELS).fill(-1000), position: 1150, corner: [0, 0] } as const;
    const covered = stack(...Array.from({ length: 15 }, (_, index) => 1000 + 10 * index));
    const draw = createInserted({ ...covered, slices: [...covered.slices, air] });
    const levels = Array.from({ length: 60 }, (_, seed) => draw(new Random(`l/${seed}`)).level);
    // Slices lie at −16, −6, … 124; sections between them, and up to the air at 134 none beyond what training sees.
    expect(Math.min(...levels)).toBeGreaterThanOrEqual(-16);
    expect(Math.max(...levels)).toBeLessThanOrEqual(124);
    const straight = levels.filter((level) => (level + 16) % 10 === 0);
    expect(straight.length).toBeGreaterThan(5);
    expect(straight.length).toBeLessThan(30);
    expect(new Set(levels).size).toBeGreaterThan(30);
  });

  it('lies in the planes of its slices alone, where it is told to', () => {
    const draw = createInserted(stack(...Array.from({ length: 15 }, (_, index) => 1000 + 10 * index)), false);
    const levels = Array.from({ length: 20 }, (_, seed) => draw(new Random(`p/${seed}`)).level);
    for (const level of levels) expect((level + 16) % 10).toBe(0);
  });

  it('keeps its cavity where a surgeon left a hole of 17 mm in the skull', () => {
    const opened = slice.map((value, index) =>
      value > 1000 && Math.abs((index % SIZE) - 128) < 9 && index < PIXELS / 2 ? 20 : value,
    );
    const draw = createInserted({ slices: [{ hounsfield: opened, position: 0, corner: [0, 0] }], pixel: 1 });
    for (const seed of [1, 2, 3]) {
      const { cavity, pixel } = draw(new Random(`hole/${seed}`));
      const area = cavity.reduce((sum, part) => sum + part, 0) * pixel * pixel;
      expect(area).toBeGreaterThan(0.7 * Math.PI * 64 * 75);
    }
  });

  it('has a falx above the tentorium alone', () => {
    const levels = Array.from({ length: 30 }, (_, seed) => insert(new Random(`f/${seed}`)));
    for (const { falx, level } of levels) expect(falx.some((away) => away < 1)).toBe(level > 34);
  });

  it('bleeds above its base alone, and its ventricles are found where ventricles are', () => {
    expect(grounds.some(({ bleeds: yes }) => yes)).toBe(true);
    for (const { level, bleeds: yes } of Array.from({ length: 40 }, (_, seed) =>
      insert(new Random(`b/${seed}`)),
    )) {
      expect(yes).toBe(level >= 7);
    }
    const withVentricle = Array.from({ length: 20 }, (_, seed) => insert(new Random(`v/${seed}`))).filter(
      ({ ventricle }) => ventricle.some((part) => part > 0.9),
    );
    expect(withVentricle.length).toBeGreaterThan(1);
    for (const { ventricle, hounsfield } of withVentricle) {
      for (let index = 0; index < PIXELS; index += 1) {
        if (at(ventricle, index) > 0.98) expect(at(hounsfield, index)).toBeLessThan(20);
      }
    }
  });
});

describe('shapes of a mask', () => {
  const disc = maskOf((index) => Math.hypot((index % SIZE) - 100, Math.floor(index / SIZE) - 90) < 30);
  const area = (mask: Uint8Array) => mask.reduce((sum, value) => sum + value, 0);

  it('are as deep as their radius, and grow and shrink by pixels', () => {
    expect(Math.max(...distanceWithin(disc))).toBeCloseTo(30, -0.5);
    expect(Math.sqrt(area(grown(disc, 5)) / Math.PI)).toBeCloseTo(35, -0.5);
    expect(Math.sqrt(area(shrunk(disc, 5)) / Math.PI)).toBeCloseTo(25, -0.5);
  });

  it('grow from themselves alone, not from the picture’s edge', () => {
    expect(grown(disc, 3)[0]).toBe(0);
    expect(grown(new Uint8Array(PIXELS), 3).some((value) => value === 1)).toBe(false);
  });

  it('are filled where they enclose something, and freed of their small parts', () => {
    const inner = shrunk(disc, 4);
    const ring = maskOf((index) => index === 5 || (disc[index] === 1 && inner[index] === 0));
    expect(filled(ring)[90 * SIZE + 100]).toBe(1);
    expect(largestParts(ring, 0.5)[5]).toBe(0);
    expect(largestParts(ring, 0)[5]).toBe(1);
  });
});
