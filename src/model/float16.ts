/** Half precision (IEEE 754 binary16), in which shipped weights are stored; Node 20 has no Float16Array. */

/** Largest finite half. */
export const FLOAT16_MAX = 65504;

/** The 65,536 values a half can have, computed on first use. */
let valueOfHalf: Float32Array | undefined;

/** @returns each half's value, exactly */
export function float16ToFloat32(halves: Uint16Array): Float32Array {
  const values = (valueOfHalf ??= Float32Array.from({ length: 65536 }, (_, half) => decodeHalf(half)));
  const result = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) result[i] = values[halves[i] ?? 0] ?? 0;
  return result;
}

function decodeHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Rounds to the nearest half, ties to even; beyond {@link FLOAT16_MAX} to infinity. */
export function float32ToFloat16(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const result = new Uint16Array(bits.length);
  for (let i = 0; i < bits.length; i++) result[i] = roundToHalf(bits[i] ?? 0);
  return result;
}

function roundToHalf(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  // From 65520, halfway past the largest half, everything is infinite.
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  if (magnitude < 0x38800000) return sign | roundToSubnormal(magnitude);
  // Adding half a unit less one, plus the lowest kept bit, rounds ties to even and carries into the exponent.
  const rebased = magnitude - 0x38000000;
  return sign | ((rebased + 0xfff + ((rebased >>> 13) & 1)) >>> 13);
}

/** Halves below 2^-14 are multiples of 2^-24. */
function roundToSubnormal(magnitude: number): number {
  const exponent = magnitude >>> 23;
  const shift = 126 - exponent;
  if (shift > 24) return 0;
  const mantissa = (magnitude & 0x7fffff) | 0x800000;
  const kept = mantissa >>> shift;
  const rest = mantissa & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept;
}
