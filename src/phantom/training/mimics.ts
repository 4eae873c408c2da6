/**
 * What is bright, dark or missing without being blood in the brain: each is drawn with its share of heads, on slices with
 * and without a bleed alike. None has a label.
 *
 * Falx and tentorium 40 to 60 HU, denser with age and in anaemia's absence; sinuses 45 to 70 with the haematocrit;
 * calcifications of pineal, choroid, falx and basal ganglia 60 to 900: A. G. Osborn, "Osborn's Brain", 2nd ed., ch. 1
 * and 8. Old infarcts 6 to 22 HU below brain.
 */
import type { Random } from '../random.ts';
import { PIXELS, SIZE, angleBetween, at, lumps, ramp, whole, type Field } from './field.ts';
import { columnOf, rowOf, type Ground } from './ground.ts';
import { distanceWithin, maskOf } from './morphology.ts';

/** Brighter than this is bone or calcification already. */
const HARD = 90;

interface Mimic {
  readonly name: string;
  readonly share: number;
  /** Needs the cavity, as opposed to what lies about the head. */
  readonly within: boolean;
  readonly draw: (ground: Ground, random: Random) => void;
}

const MIMICS: readonly Mimic[] = [
  { name: 'falx', share: 0.35, within: true, draw: denseFalx },
  { name: 'sinus', share: 0.25, within: true, draw: denseSinus },
  { name: 'vessels', share: 0.2, within: true, draw: vessels },
  { name: 'calcification', share: 0.22, within: true, draw: calcifications },
  { name: 'infarct', share: 0.15, within: true, draw: oldInfarct },
  { name: 'cavity', share: 0.07, within: true, draw: cavityOrAir },
  { name: 'defect', share: 0.1, within: false, draw: skullDefect },
  { name: 'scalp', share: 0.3, within: false, draw: swollenScalp },
  { name: 'table', share: 0.65, within: false, draw: table },
  { name: 'wire', share: 0.1, within: false, draw: wire },
];

/** Changes the slice in place. */
export function drawMimics(ground: Ground, random: Random): void {
  for (const { name, share, within, draw } of MIMICS) {
    const own = random.fork(name);
    if (own.chance(share) && (!within || ground.bleeds)) draw(ground, own);
  }
}

/** Brightens soft tissue of the cavity to `value` by a fraction. */
function brighten(
  { hounsfield, cavity }: Ground,
  value: number,
  fraction: (index: number) => number,
  limit = HARD,
): void {
  for (let index = 0; index < PIXELS; index += 1) {
    const part = at(cavity, index);
    if (part === 0) continue;
    const before = at(hounsfield, index);
    if (before > limit || before >= value) continue;
    hounsfield[index] = before + (value - before) * Math.min(1, fraction(index)) * part;
  }
}

function denseFalx(ground: Ground, random: Random): void {
  const half = random.uniform(0.3, 1.4);
  const strength = random.uniform(0.3, 1);
  const sheet = (field: Field, index: number) => ramp(half - at(field, index), 1.2) * strength;
  brighten(ground, random.uniform(42, 62), (index) =>
    Math.max(sheet(ground.falx, index), sheet(ground.tentorium, index)),
  );
}

function denseSinus(ground: Ground, random: Random): void {
  const size = random.uniform(2, 6) * ground.scale;
  const slope = random.uniform(0.7, 1.3);
  brighten(ground, random.uniform(45, 70), (index) =>
    at(ground.y, index) < 30 * ground.scale
      ? 0
      : ramp(1.2 * size - at(ground.depth, index) - slope * Math.abs(at(ground.x, index)), 1.5),
  );
}

/** Short bright arcs: arteries in cisterns and fissures. */
function vessels(ground: Ground, random: Random): void {
  const count = whole(random, 1, 4);
  for (let vessel = 0; vessel < count; vessel += 1) {
    const [x, y] = [random.normal() * 22 * ground.scale, random.normal() * 22 * ground.scale];
    const turn = random.uniform(0, 2 * Math.PI);
    const bow = random.uniform(8, 60);
    const [middleX, middleY] = [x + bow * Math.cos(turn), y + bow * Math.sin(turn)];
    const half = random.uniform(0.3, 1.3);
    const long = random.uniform(1, 14);
    brighten(ground, random.uniform(45, 75), (index) => {
      const away = Math.hypot(at(ground.x, index) - x, at(ground.y, index) - y);
      if (away > long + 1) return 0;
      const off = Math.abs(Math.hypot(at(ground.x, index) - middleX, at(ground.y, index) - middleY) - bow);
      return ramp(half - off, 1.2) * ramp(long - away, 2);
    });
  }
}

/** Pineal and choroid in pairs or at the midline, basal ganglia in pairs, falx, or anywhere small. */
function calcifications(ground: Ground, random: Random): void {
  const { scale } = ground;
  const pair = (x: number, y: number, radius: number, value: number) => {
    for (const side of [-1, 1]) if (random.chance(0.85)) grain(ground, random, side * x, y, radius, value);
  };
  const place = random.uniform(0, 1);
  if (place < 0.35) {
    pair(
      random.uniform(13, 21) * scale,
      random.uniform(22, 36) * scale,
      random.uniform(1.2, 4),
      random.uniform(60, 600),
    );
  } else if (place < 0.55) {
    grain(ground, random, random.uniform(-3, 3), random.uniform(12, 22) * scale, random.uniform(1, 3), random.uniform(80, 500)); // prettier-ignore
  } else if (place < 0.65) {
    pair(random.uniform(18, 26) * scale, random.uniform(-12, 0) * scale, random.uniform(2, 5), random.uniform(40, 120)); // prettier-ignore
  } else if (place < 0.75) {
    grain(ground, random, random.uniform(-3, 3), random.uniform(-75, -48) * scale, random.uniform(1, 4), random.uniform(100, 900)); // prettier-ignore
  } else {
    const count = whole(random, 1, 3);
    for (let one = 0; one < count; one += 1) {
      grain(ground, random, random.normal() * 28 * scale, random.normal() * 28 * scale, random.uniform(0.8, 2.4), random.uniform(60, 600)); // prettier-ignore
    }
  }
}

function grain(ground: Ground, random: Random, x: number, y: number, radius: number, value: number): void {
  const ragged = lumps(random, 40);
  const into = (index: number) =>
    radius - Math.hypot(at(ground.x, index) - x, at(ground.y, index) - y) + 0.3 * at(ragged, index);
  brighten(ground, value, (index) => ramp(into(index), 1.2), value);
}

function oldInfarct(ground: Ground, random: Random): void {
  const count = whole(random, 1, 2);
  for (let one = 0; one < count; one += 1) {
    const [x, y] = [random.normal() * 34 * ground.scale, random.normal() * 40 * ground.scale];
    const radius = random.uniform(4, 20) * ground.scale;
    const edge = lumps(random, 16);
    const soft = random.uniform(2, 8);
    const darker = random.uniform(6, 22);
    for (let index = 0; index < PIXELS; index += 1) {
      const before = at(ground.hounsfield, index);
      if (at(ground.cavity, index) === 0 || before > 60 || before < 8) continue;
      const away = Math.hypot(at(ground.x, index) - x, at(ground.y, index) - y);
      const part = ramp(radius - away + 3 * at(edge, index), soft) * at(ground.cavity, index);
      ground.hounsfield[index] = Math.max(4, before - darker * part);
    }
  }
}

/** What an operation leaves: a cavity of fluid, or air. */
function cavityOrAir(ground: Ground, random: Random): void {
  const [x, y] = [random.normal() * 35 * ground.scale, random.normal() * 35 * ground.scale];
  const radius = random.uniform(4, 18) * ground.scale;
  const edge = lumps(random, 16);
  const value = random.chance(0.8) ? random.uniform(-5, 15) : -900;
  for (let index = 0; index < PIXELS; index += 1) {
    const before = at(ground.hounsfield, index);
    if (at(ground.cavity, index) === 0 || before > HARD) continue;
    const away = Math.hypot(at(ground.x, index) - x, at(ground.y, index) - y);
    const part = ramp(radius - away + 3.5 * at(edge, index), 3) * at(ground.cavity, index);
    ground.hounsfield[index] = before + (value - before) * part;
  }
}

/** A burr hole, or a flap that was taken out: soft tissue where bone was. */
function skullDefect(ground: Ground, random: Random): void {
  const angle = random.uniform(-Math.PI, Math.PI);
  const half = random.chance(0.4) ? random.uniform(0.04, 0.1) : random.uniform(0.15, 0.7);
  const tissue = random.uniform(10, 50);
  const strands = lumps(random, 16);
  for (let index = 0; index < PIXELS; index += 1) {
    const depth = at(ground.depth, index);
    const before = at(ground.hounsfield, index);
    if (depth > 1.5 || depth < -16 || before < 100) continue;
    const part = ramp(half - Math.abs(angleBetween(at(ground.angle, index), angle)), 0.05);
    ground.hounsfield[index] = before + (tissue + 10 * at(strands, index) - before) * part;
  }
}

/** Swelling or a haematoma outside the skull: blood, but none that the classes mean. */
function swollenScalp(ground: Ground, random: Random): void {
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
function table({ hounsfield, scanned }: Ground, random: Random): void {
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
function wire({ hounsfield, depth }: Ground, random: Random): void {
  const [column, row] = [random.uniform(10, 245), random.uniform(100, 245)];
  const radius = random.uniform(1, 4);
  const value = random.uniform(0, 2000);
  for (let index = 0; index < PIXELS; index += 1) {
    if (at(depth, index) > -12 || at(hounsfield, index) > -300) continue;
    const part = ramp(radius - Math.hypot(columnOf(index) - column, rowOf(index) - row), 1.5);
    hounsfield[index] = at(hounsfield, index) + (value + 1000) * part;
  }
}
