/** A whole phantom, slice after slice, so that a worker can show progress and stop between two of them. */
import { HemolensError, millimetre, type HemorrhageClass } from '../base/index.ts';
import { shellRadius } from './anatomy/contour.ts';
import { sample } from './anatomy/skull.ts';
import { BLEED_PLANS } from './bleeds/index.ts';
import { drawBleed, type Bleed } from './bleeds/bleed.ts';
import { createCanvas, type Canvas } from './canvas.ts';
import { buildHead, drawHead, type Head, type Push } from './head.ts';
import { holder, scan } from './physics/scanner.ts';
import { Random } from './random.ts';
import { BLEED_KINDS, type BleedKind, type PhantomOptions, type PhantomSlice } from './types.ts';

/** From the maxillary sinuses to just above the scalp, mm above the ear canals. */
const BOTTOM = -20;
const TOP = 120;
/** Slices of routine head CT; more of them than cover the head are thinner. */
const THICKEST = 5;

/**
 * Axial slices of one head, from the skull base to the vertex.
 * @throws {HemolensError} `phantom/bad-options` where a number makes no sense
 */
export function* phantomSeries(options: PhantomOptions): Generator<PhantomSlice, void, undefined> {
  const { slices, size = 512, fieldOfView = 250, noise: deviation = 3.2 } = options;
  check(options);
  const random = new Random(String(options.seed));
  const head = buildHead(random.fork('head'), options.age);
  const step = (TOP - BOTTOM) / slices;
  const thickness = Math.min(THICKEST, step);
  const heights = Array.from({ length: slices }, (_, index) => BOTTOM + (index + 0.5) * step);
  const bleeds = options.bleeds.map((kind, index) =>
    BLEED_PLANS[kind](random.fork(`bleed/${kind}/${index}`), head, heights),
  );
  const { push, pushLimit } = pushOf(bleeds);
  const canvas = createCanvas(size, fieldOfView / size, thickness);
  const back = shellRadius(head.shape, 'skin', 0, 1, 20) + head.shape.offset[1];
  const table = holder(canvas, random.fork('holder'), back);
  for (const [index, z] of heights.entries()) {
    const shells = drawHead(canvas, head, z, push, pushLimit);
    const masks = drawBleeds(canvas, head, bleeds, (angle) => sample(shells.inner.radius, angle));
    yield {
      index,
      rows: size,
      columns: size,
      hounsfield: scan(canvas, random.fork(`scan/${index}`), head.noise, table, deviation),
      truth: truthOf(masks),
      masks,
      pixelSpacing: millimetre(fieldOfView / size),
      thickness: millimetre(thickness),
      position: millimetre(z),
    };
  }
}

function check({ slices, size = 512, fieldOfView = 250, age = 0, noise = 0 }: PhantomOptions): void {
  const right =
    Number.isInteger(slices) &&
    slices >= 1 &&
    slices <= 2000 &&
    Number.isInteger(size) &&
    size >= 32 &&
    size <= 2048 &&
    fieldOfView >= 100 &&
    fieldOfView <= 700 &&
    age >= 0 &&
    age <= 1 &&
    noise >= 0 &&
    noise <= 100;
  if (right) return;
  throw new HemolensError(
    'phantom/bad-options',
    'A phantom needs 1 to 2000 slices of 32 to 2048 pixels, a field of view of 100 to 700 mm, an age from 0 to 1 and ' +
      'noise from 0 to 100 HU.',
  );
}

function pushOf(bleeds: readonly Bleed[]): { push: Push; pushLimit: number } {
  return {
    push: (x, y, z) => bleeds.reduce((sum, bleed) => sum + bleed.push(x, y, z), 0),
    pushLimit: bleeds.reduce((sum, bleed) => sum + bleed.pushLimit, 0),
  };
}

function drawBleeds(
  canvas: Canvas,
  head: Head,
  bleeds: readonly Bleed[],
  radiusAt: (angle: number) => number,
): Partial<Record<BleedKind, Uint8Array>> {
  const masks: Partial<Record<BleedKind, Uint8Array>> = {};
  for (const bleed of bleeds) {
    const mask = drawBleed(canvas, bleed, head.noise, radiusAt);
    const before = masks[bleed.kind];
    if (mask) masks[bleed.kind] = before ? mask.map((value, index) => value | (before[index] ?? 0)) : mask;
  }
  return masks;
}

function truthOf(masks: Partial<Record<BleedKind, Uint8Array>>): Record<HemorrhageClass, boolean> {
  const truth = Object.fromEntries(BLEED_KINDS.map((kind) => [kind, masks[kind] !== undefined]));
  return {
    epidural: truth.epidural === true,
    intraparenchymal: truth.intraparenchymal === true,
    intraventricular: truth.intraventricular === true,
    subarachnoid: truth.subarachnoid === true,
    subdural: truth.subdural === true,
    any: BLEED_KINDS.some((kind) => truth[kind] === true),
  };
}
