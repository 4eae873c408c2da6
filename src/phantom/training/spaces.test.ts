import { describe, expect, it } from 'vitest';
import { PIXELS, SIZE, at, createField } from './field.ts';
import { distanceWithin, maskOf } from './morphology.ts';
import { spaces } from './spaces.ts';

const column = (index: number) => (index % SIZE) - 128;
const row = (index: number) => Math.floor(index / SIZE) - 128;
const inside = maskOf((index) => Math.hypot(column(index), row(index) * 0.85) < 64);
const x = createField().map((_, index) => column(index));
const y = createField().map((_, index) => row(index));

/** A cavity of 128 × 150 mm, a millimetre a pixel, with brain of 32 HU, and CSF of 6 where `dark`. */
function found(level: number, dark: (x: number, y: number) => boolean) {
  const hounsfield = createField().map((_, index) =>
    inside[index] !== 1 ? 1000 : dark(column(index), row(index)) ? 6 : 32,
  );
  const { csf, ventricle } = spaces(hounsfield, inside, {
    x,
    y,
    depth: distanceWithin(inside),
    level,
    scale: 1,
  });
  return (across: number, back: number) => {
    const index = (back + 128) * SIZE + across + 128;
    return { csf: at(csf, index) > 0.5, ventricle: at(ventricle, index) > 0.5 };
  };
}

const CSF = { csf: true, ventricle: false };
const VENTRICLE = { csf: false, ventricle: true };
const NEITHER = { csf: false, ventricle: false };

describe('the CSF of a scanned slice', () => {
  const bodies = (across: number, back: number) => Math.hypot(Math.abs(across) - 14, back / 3) < 8;
  const horn = (across: number, back: number) => across > 14 && across < 40 && Math.abs(back - 18) < 3;
  const sulcus = (across: number, back: number) => Math.abs(across) < 2 && back < -55;

  it('is ventricle where it is large and deep, to the ends of the horns, and else reaches the vault', () => {
    const space = found(60, (...at) => bodies(...at) || horn(...at) || sulcus(...at));
    expect(space(14, 0)).toEqual(VENTRICLE);
    expect(space(36, 18)).toEqual(VENTRICLE);
    expect(space(0, -62)).toEqual(CSF);
  });

  it('is not what is dark in white matter: no blood runs there', () => {
    const space = found(60, (across, back) => bodies(across, back) || Math.hypot(across - 36, back + 16) < 4);
    expect(space(36, -16)).toEqual(NEITHER);
  });

  it('is the fourth ventricle behind the pons, and before it a cistern', () => {
    const behind = (across: number, back: number) => Math.hypot(across, back - 14) < 5;
    const before = (across: number, back: number) => Math.hypot(across, back + 20) < 8;
    const low = found(18, (...at) => behind(...at) || before(...at));
    expect(low(0, 14)).toEqual(VENTRICLE);
    expect(low(0, -20)).toEqual(CSF);
  });

  it('is left open where a slit in the middle may be the third ventricle or a cistern', () => {
    const slit = (across: number, back: number) => Math.abs(across) < 3 && back > -15 && back < 5;
    expect(found(42, slit)(0, -5)).toEqual(NEITHER);
  });

  it('has the horns of the lateral ventricles below their bodies too', () => {
    const atrium = (across: number, back: number) => Math.hypot(across - 26, back - 20) < 6;
    expect(found(38, atrium)(26, 20)).toEqual(VENTRICLE);
  });

  it('covers every dark pixel at most once', () => {
    const hounsfield = createField().map((_, index) => (inside[index] === 1 ? 6 : 1000));
    const depth = distanceWithin(inside);
    const { csf, ventricle } = spaces(hounsfield, inside, { x, y, depth, level: 60, scale: 1 });
    for (let index = 0; index < PIXELS; index += 1) {
      expect(at(csf, index) * at(ventricle, index)).toBeLessThan(0.26);
    }
  });
});
