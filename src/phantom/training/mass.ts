/** What a bleed does to the brain about it: it pushes, mostly across the midline, and it closes the sulci. */
import { PIXELS, SIZE, at, between, blur, createField, ramp, type Field } from './field.ts';
import type { Bleeding } from './blood.ts';
import { columnOf, rowOf, type Ground } from './ground.ts';

export interface Push {
  /** Where it is strongest, pixels. */
  readonly column: number;
  readonly row: number;
  /** How far it moves the brain there, pixels. */
  readonly across: number;
  readonly down: number;
  /** Where it has fallen to a third, pixels. */
  readonly reach: number;
}

/** Brain nearer to the skull than this gives way less and less, mm. */
const FIRM = 22;

/** A slice whose brain has been pushed. Bone, and what is outside, stays. */
export function pushed(bleeding: Bleeding, { column, row, across, down, reach }: Push): Bleeding {
  if (Math.hypot(across, down) < 0.7) return bleeding;
  const { ground } = bleeding;
  const fromX = createField();
  const fromY = createField();
  const moved: number[] = [];
  for (let index = 0; index < PIXELS; index += 1) {
    if (at(ground.cavity, index) < 0.98) continue;
    const x = columnOf(index);
    const y = rowOf(index);
    const away = ((x - column) ** 2 + (y - row) ** 2) / (reach * reach);
    if (away > 5) continue;
    const part = Math.exp(-away) * Math.min(1, at(ground.depth, index) / FIRM);
    fromX[index] = x - across * part;
    fromY[index] = y - down * part;
    moved.push(index);
  }
  const warp = (field: Field): Field => {
    const result = field.slice();
    for (const index of moved) result[index] = between(field, at(fromX, index), at(fromY, index));
    return result;
  };
  const brain: Ground = {
    ...ground,
    csf: warp(ground.csf),
    cistern: warp(ground.cistern),
    ventricle: warp(ground.ventricle),
    falx: ground.falx,
  };
  return { ground: brain, hounsfield: warp(bleeding.hounsfield), masks: bleeding.masks.map(warp) };
}

/** Closes sulci about a bleed: their CSF becomes brain by `share`, which falls with distance as `push` does. */
export function effaced(bleeding: Bleeding, { column, row, reach }: Push, share: number): void {
  const { ground, hounsfield } = bleeding;
  const brain = blur(hounsfield, 4);
  for (let index = 0; index < PIXELS; index += 1) {
    const csf = at(ground.csf, index);
    if (csf < 0.05 || at(ground.cavity, index) < 0.98) continue;
    const away = ((columnOf(index) - column) ** 2 + (rowOf(index) - row) ** 2) / (reach * reach);
    if (away > 4) continue;
    const part = share * Math.exp(-away) * csf;
    const target = Math.min(42, Math.max(28, at(brain, index)));
    hounsfield[index] = at(hounsfield, index) + (target - at(hounsfield, index)) * part;
  }
}

/** Where the layer along the skull is, and which way is inwards. */
export function edgeTowards(
  ground: Ground,
  angle: number,
): { column: number; row: number; inX: number; inY: number } {
  let column = SIZE / 2;
  let row = SIZE / 2;
  let weight = 0;
  let middleX = 0;
  let middleY = 0;
  let count = 0;
  let sumX = 0;
  let sumY = 0;
  for (let index = 0; index < PIXELS; index += 3) {
    if (at(ground.cavity, index) < 0.9) continue;
    count += 1;
    middleX += columnOf(index);
    middleY += rowOf(index);
    const turn = Math.cos(at(ground.angle, index) - angle);
    const part = ramp(turn - 0.96, 0.05) * ramp(12 - at(ground.depth, index), 6);
    weight += part;
    sumX += part * columnOf(index);
    sumY += part * rowOf(index);
  }
  if (weight > 0) {
    column = sumX / weight;
    row = sumY / weight;
  }
  const dx = middleX / Math.max(1, count) - column;
  const dy = middleY / Math.max(1, count) - row;
  const length = Math.hypot(dx, dy) + 1e-6;
  return { column, row, inX: dx / length, inY: dy / length };
}
