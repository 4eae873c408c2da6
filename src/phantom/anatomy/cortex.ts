/**
 * The folded surface of the brain. Sulci are the zero surfaces of a noise laid over directions from the brain's middle,
 * so that they run inwards from the surface and on through neighbouring slices; grey matter lines whatever CSF touches.
 */
import { BLUR, at, coverage, type Canvas } from '../canvas.ts';
import type { Noise } from '../noise.ts';
import type { Random } from '../random.ts';

export interface Cortex {
  readonly noise: Noise;
  /** Half-width of a sulcus at the surface, and of the space between brain and skull, mm. */
  readonly sulcus: number;
  readonly gap: number;
  /** Thickness of the grey ribbon: 2.5 mm as anatomy has it (B. Fischl, A. M. Dale, PNAS 97, 2000), blurred. */
  readonly ribbon: number;
  /** How deep sulci go, mm. */
  readonly reach: number;
}

export function buildCortex(random: Random, noise: Noise, age: number): Cortex {
  return {
    noise,
    sulcus: 0.45 + 0.85 * age + random.uniform(-0.08, 0.08),
    gap: 0.35 + 2 * age * age + random.uniform(-0.1, 0.1),
    ribbon: random.uniform(2.6, 3.2),
    reach: random.uniform(15, 19),
  };
}

/** Size of a fold, mm: twice this from sulcus to sulcus. */
const FOLD = 11.5;
/** Directions are laid on a sphere of this radius round the point that the folds look away from. */
const SPHERE = 70;
const MIDDLE_Z = 48;

export interface Folds {
  /** Fraction of the pixel filled by CSF. */
  readonly csf: number;
  /** Fraction of grey among what is brain. */
  readonly grey: number;
}

/**
 * @param surface  mm to the nearest outer surface of the brain
 * @param medial   mm to the hemispheres' inner surface
 * @param fissure  mm to the nearest large fissure
 */
export function fold(
  canvas: Canvas,
  cortex: Cortex,
  index: number,
  surface: number,
  medial: number,
  fissure: number,
): Folds {
  const under = Math.min(surface, medial) - cortex.gap;
  const gap = coverage(-under, BLUR + 0.6);
  // Medial sulci are shallower; seen from the convexity's side a medial depth counts double.
  const into = Math.min(surface - cortex.gap, 1.7 * (medial - cortex.gap));
  const shore = coverage(cortex.ribbon - Math.min(under, fissure), 1.6);
  if (into > cortex.reach + 4) return { csf: gap, grey: shore };
  const x = at(canvas.brainX, index);
  const y = at(canvas.brainY, index);
  const z = at(canvas.z, index);
  const up = z - MIDDLE_Z;
  const radius = Math.max(46, Math.sqrt(x * x + y * y + up * up));
  const stretch = (0.72 * SPHERE) / radius + 0.28;
  const qx = (x * stretch) / FOLD + (x < 0 ? 31.7 : 0);
  const qy = (y * stretch) / FOLD;
  const qz = (up * stretch) / FOLD;
  const fine = cortex.noise.at(qx * 2.1 + 11.3, qy * 2.1 + 5.1, qz * 2.1);
  const value = cortex.noise.at(qx, qy, qz) + 0.3 * fine;
  const away = (Math.abs(value) * FOLD * 0.85) / stretch;
  const opening = 0.75 + 1.3 * fine;
  const wave = cortex.noise.at(qx * 0.6, qy * 0.6, qz * 0.6 + 40);
  const deep = Math.max(0, into) / (cortex.reach * (0.75 + 0.9 * wave));
  const half = (cortex.sulcus * opening + 0.25) * (1 - deep);
  const sulcus = half > 0 ? coverage(half - away, BLUR) * Math.min(1, half * 1.6) : 0;
  const lined =
    coverage(cortex.ribbon + Math.max(half, 0) - away, 1.8) * coverage(cortex.reach - 1 - into, 6);
  const crown = coverage(4.5 - into, 6);
  return { csf: Math.max(gap, sulcus), grey: Math.max(lined, shore, crown) };
}
