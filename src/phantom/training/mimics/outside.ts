/** What lies about the head: a swollen scalp, the table, wires. */
import type { Random } from '../../random.ts';
import { PIXELS, SIZE, angleBetween, at, lumps, ramp, type Field } from '../field.ts';
import { columnOf, rowOf, type Ground } from '../ground.ts';
import { distanceWithin, maskOf } from '../morphology.ts';

/** Swelling or a haematoma outside the skull: blood, but none that the classes mean. */
export function swollenScalp(ground: Ground, random: Random): void {
  const { hounsfield, pixel } = ground;
  const outside = distanceWithin(maskOf((index) => at(hounsfield, index) < -300));
  const angle = random.uniform(-Math.PI, Math.PI);
  const half = random.uniform(0.2, 0.6);
  const thickness = random.uniform(3, 11);
  const value = random.uniform(25, 70);
  const patches = lumps(random, 24);
  for (let index = 0; index < PIXELS; index += 1) {
    const away = at(outside, index) * pixel;
    // Air within the head lies deeper than the skin does.
    if (away === 0 || at(ground.depth, index) > -4) continue;
    const along = angleBetween(at(ground.angle, index), angle) / half;
    if (along < -1 || along > 1) continue;
    const part = ramp(thickness * (1 - along * along) - away, 1.5);
    const before = at(hounsfield, index);
    hounsfield[index] = before + (value + 12 * at(patches, index) - before) * part;
  }
}

/** A drawn head lies on nothing yet; a scanned one has its own. */
export function table({ hounsfield, scanned }: Ground, random: Random): void {
  if (scanned) return;
  const radius = random.uniform(90, 260);
  const low = lowestRow(hounsfield) + random.uniform(2, 18);
  const [middleX, middleY] = [128 + random.uniform(-12, 12), low - radius];
  const half = random.uniform(0.5, 2.2);
  const value = random.uniform(-100, 800);
  const top = low - random.uniform(4, 90);
  for (let index = 0; index < PIXELS; index += 1) {
    const row = rowOf(index);
    if (row < top) continue;
    const off = Math.abs(Math.hypot(columnOf(index) - middleX, row - middleY) - radius);
    const shell = -1000 + (1000 + value) * ramp(half - off, 1.2);
    if (shell > at(hounsfield, index)) hounsfield[index] = shell;
  }
}

function lowestRow(hounsfield: Field): number {
  for (let index = PIXELS - 1; index >= 0; index -= 1) if (at(hounsfield, index) > -300) return rowOf(index);
  return SIZE - 20;
}

/** A tube or a cable beside the head. */
export function wire({ hounsfield, depth }: Ground, random: Random): void {
  const [column, row] = [random.uniform(10, 245), random.uniform(100, 245)];
  const radius = random.uniform(1, 4);
  const value = random.uniform(0, 2000);
  for (let index = 0; index < PIXELS; index += 1) {
    if (at(depth, index) > -12 || at(hounsfield, index) > -300) continue;
    const part = ramp(radius - Math.hypot(columnOf(index) - column, rowOf(index) - row), 1.5);
    hounsfield[index] = at(hounsfield, index) + (value + 1000) * part;
  }
}
