/**
 * The shells of a head: skin, outer and inner table of the skull. Each is a closed curve around the head's axis that
 * changes smoothly with height, tabulated by angle once a slice, so that a pixel finds its depth with one look-up.
 */
import type { Noise } from '../noise.ts';
import type { Random } from '../random.ts';
import { BLUR } from '../canvas.ts';

/** Entries of a contour's table: at the skin, 0.6 mm apart. */
export const ANGLES = 1024;

const COSINE = Float32Array.from({ length: ANGLES + 1 }, (_, i) => Math.cos(angleOf(i)));
const SINE = Float32Array.from({ length: ANGLES + 1 }, (_, i) => Math.sin(angleOf(i)));

/** Radians of a table entry, from −π; 0 is the patient's left, π/2 the back. */
export function angleOf(entry: number): number {
  return (entry / ANGLES) * 2 * Math.PI - Math.PI;
}

/**
 * The place in a table of the direction (x, y): an arc tangent within 0.0003 radians, a fortieth of a millimetre at the
 * skin, at a fifth of `Math.atan2`'s time.
 */
export function entryAt(x: number, y: number): number {
  const ax = Math.abs(x);
  const ay = Math.abs(y);
  const ratio = Math.min(ax, ay) / (Math.max(ax, ay) + 1e-9);
  const square = ratio * ratio;
  const small = ((-0.0464964749 * square + 0.15931422) * square - 0.327622764) * square * ratio + ratio;
  const quarter = ay > ax ? Math.PI / 2 - small : small;
  const half = x < 0 ? Math.PI - quarter : quarter;
  return ((y < 0 ? -half : half) / (2 * Math.PI) + 0.5) * ANGLES;
}

/** Measures of one head, mm. Means of adults: intracranial breadth 134, length 165, height above the ear canals 114. */
export interface HeadShape {
  readonly halfBreadth: number;
  readonly halfLength: number;
  /** Height of the inner table's highest point. */
  readonly top: number;
  /** Height of the widest section. */
  readonly widest: number;
  /** How much broader the back is than the front. */
  readonly egg: number;
  /** Exponent of the superellipse: 2 is an ellipse, more is boxier. */
  readonly square: number;
  readonly skull: number;
  readonly scalp: number;
  /** Rise of the head's own plane across the scan plane, from its right to its left and from front to back. */
  readonly roll: number;
  readonly pitch: number;
  /** Turn in the plane, radians, and place of the head's axis in the scanner, mm. */
  readonly turn: number;
  readonly offset: readonly [number, number];
  readonly noise: Noise;
}

export function drawShape(random: Random, noise: Noise): HeadShape {
  return {
    halfBreadth: random.uniform(63, 69),
    halfLength: random.uniform(79, 86),
    top: random.uniform(108, 112),
    widest: random.uniform(44, 52),
    egg: random.uniform(0.04, 0.1),
    square: random.uniform(2.02, 2.22),
    skull: random.uniform(5.5, 7.5),
    scalp: random.uniform(4, 6.5),
    roll: random.normal() * 0.018,
    pitch: random.normal() * 0.02,
    turn: random.normal() * 0.04,
    offset: [random.normal() * 3, random.normal() * 3 - 2],
    noise,
  };
}

/** A shell in one slice. */
export interface Contour {
  /** Distance from the head's axis by angle, mm; below 0 where the slice lies above the shell. */
  readonly radius: Float32Array;
  /** Width of the edge by angle, mm along the radius: blur, and what the slope passes through in one slice. */
  readonly edge: Float32Array;
  /** Cosine between radius and normal in the plane, which turns radial distance into depth. */
  readonly cosine: Float32Array;
}

export type Shell = 'inner' | 'outer' | 'skin';

export function contour(shape: HeadShape, shell: Shell, z: number, thickness: number): Contour {
  const radius = new Float32Array(ANGLES + 1);
  const edge = new Float32Array(ANGLES + 1);
  const cosine = new Float32Array(ANGLES + 1);
  for (let i = 0; i <= ANGLES; i += 1) {
    const c = COSINE[i] ?? 0;
    const s = SINE[i] ?? 0;
    const upright = Math.min(1, Math.max(0, (shape.top + 6 - z) / 40));
    const tilt = upright * (shape.halfBreadth * c * shape.roll + shape.halfLength * s * shape.pitch);
    const low = shellRadius(shape, shell, c, s, z + tilt - thickness / 2);
    const high = shellRadius(shape, shell, c, s, z + tilt + thickness / 2);
    radius[i] = (low + high) / 2;
    edge[i] = Math.abs(low - high);
  }
  const step = (2 * Math.PI) / ANGLES;
  for (let i = 0; i <= ANGLES; i += 1) {
    const here = radius[i] ?? 0;
    const before = radius[i === 0 ? ANGLES - 1 : i - 1] ?? 0;
    const after = radius[i === ANGLES ? 1 : i + 1] ?? 0;
    const slope = (after - before) / (2 * step * Math.max(here, 10));
    cosine[i] = 1 / Math.sqrt(1 + slope * slope);
    edge[i] = BLUR + (edge[i] ?? 0) * (cosine[i] ?? 1);
  }
  return { radius, edge, cosine };
}

/** Radius of a shell in the direction (c, s) at a height of the head's own axis. */
export function shellRadius(shape: HeadShape, shell: Shell, c: number, s: number, z: number): number {
  const skull = shell === 'inner' ? 0 : skullThickness(shape, c, s, z);
  const grow = shell === 'skin' ? skull + scalpThickness(shape, c, s, z) : skull;
  const roof = shell === 'inner' ? 0 : shape.skull + (shell === 'skin' ? shape.scalp : 0);
  const vault = heightProfile((z - shape.widest) / (shape.top + roof - shape.widest));
  const below = Math.max(0, (shape.widest - z) / 68);
  const breadth = (shape.halfBreadth + grow) * (1 + shape.egg * s) * vault * lateral(shell, below);
  const length = (shape.halfLength + grow) * vault * (s > 0 ? back(shell, below) : front(shell, below));
  const sign = vault < 0 ? -1 : 1;
  const p = shape.square;
  const radius = (Math.abs(c / breadth) ** p + Math.abs(s / length) ** p) ** (-1 / p);
  const lumps =
    shape.noise.at(1.6 * c + 9.5, 1.6 * s + 3.5, z / 70 + 5.5) * 0.025 * Math.min(1, Math.max(0, vault));
  const ridge = shell === 'inner' ? innerRidges(c, s, z) : 0;
  return sign * radius * (1 + lumps) - ridge;
}

/** Height of the vault's inner table over a point, without its lumps; far below everything outside the vault. */
export function roofHeight(shape: HeadShape, x: number, y: number): number {
  const breadth = shape.halfBreadth;
  const p = shape.square;
  const part = (Math.abs(x) / breadth) ** p + (Math.abs(y) / shape.halfLength) ** p;
  return part >= 1 ? -100 : shape.widest + (shape.top - shape.widest) * (1 - part ** (2 / p)) ** (1 / 2.3);
}

/** 1 at the widest section, 0 at the top, below 0 above it. */
function heightProfile(t: number): number {
  if (t <= 0) return 1;
  const rest = 1 - t ** 2.3;
  return rest > 0 ? Math.sqrt(rest) + 1e-6 : -Math.sqrt(-rest) - 1e-6;
}

function lateral(shell: Shell, below: number): number {
  const skull = 1 - 0.15 * below ** 2.2;
  return shell === 'skin' ? 1 - 0.04 * below ** 1.5 : skull;
}

function back(shell: Shell, below: number): number {
  return shell === 'skin' ? 1 - 0.06 * below ** 2 : 1 - 0.33 * below ** 2.4;
}

/** The forehead recedes below the brow in bone, while the skin goes on over the face. */
function front(shell: Shell, below: number): number {
  return shell === 'skin' ? 1 + 0.03 * below : 1 - 0.08 * below ** 2;
}

/** Thicker at forehead and occiput, thin at the temples. */
function skullThickness(shape: HeadShape, c: number, s: number, z: number): number {
  const thin = 0.75 + 0.4 * s * s;
  const wander = 1 + 0.5 * shape.noise.at(2.2 * c + 40.5, 2.2 * s + 7.5, z / 28);
  return Math.max(2.2, shape.skull * thin * wander);
}

/** Temporalis muscle fills the temples; the scalp thins towards the vertex. */
function scalpThickness(shape: HeadShape, c: number, s: number, z: number): number {
  const temple = gauss((Math.abs(c) - 0.9) / 0.22) * gauss((s + 0.35) / 0.35) * gauss((z - 12) / 26);
  const wander = 1 + 0.5 * shape.noise.at(1.5 * c + 80.5, 1.5 * s + 21.5, z / 40);
  return Math.max(2.5, (shape.scalp * wander + 9 * temple) * (z > 60 ? 0.9 : 1));
}

/** Internal occipital protuberance and frontal crest, which stand into the cavity in the midline. */
function innerRidges(c: number, s: number, z: number): number {
  const occipital = s > 0 ? 7 * gauss(c / 0.09) * gauss((z - 18) / 16) : 0;
  const frontal = s < 0 ? 4 * gauss(c / 0.05) * gauss((z - 34) / 14) : 0;
  return occipital + frontal;
}

function gauss(x: number): number {
  return Math.exp(-x * x);
}
