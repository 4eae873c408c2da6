/**
 * Arrays as NumPy reads them: a zip of `.npy` files, stored.
 *
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
import { zipSync } from 'fflate';

export interface NamedArray {
  readonly shape: readonly number[];
  readonly values: Int16Array | Int32Array | Uint8Array | Float32Array;
}

/** Arrays by name; each stands in the archive as `NAME.npy`. The same arrays give the same bytes. */
export function writeNpz(arrays: Readonly<Record<string, NamedArray>>): Uint8Array {
  const files = Object.entries(arrays).map(([name, array]) => [`${name}.npy`, npy(array)] as const);
  return zipSync(Object.fromEntries(files), { level: 0, mtime: EPOCH });
}

/** The earliest that a zip can state. */
const EPOCH = new Date(1980, 0, 1);
/** The header's length is a multiple of this, so that the values are aligned. */
const ALIGNMENT = 64;
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];

function npy({ shape, values }: NamedArray): Uint8Array {
  const sides = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const head = `{'descr': '${typeOf(values)}', 'fortran_order': False, 'shape': (${sides}), }`;
  const before = MAGIC.length + 2;
  const length = Math.ceil((before + head.length + 1) / ALIGNMENT) * ALIGNMENT - before;
  const result = new Uint8Array(before + length + values.byteLength);
  result.set(MAGIC);
  new DataView(result.buffer).setUint16(MAGIC.length, length, true);
  result.set(new TextEncoder().encode(`${head.padEnd(length - 1)}\n`), before);
  result.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), before + length);
  return result;
}

/** Typed arrays are little-endian wherever this runs. */
function typeOf(values: NamedArray['values']): string {
  if (values instanceof Uint8Array) return '|u1';
  if (values instanceof Int16Array) return '<i2';
  return values instanceof Int32Array ? '<i4' : '<f4';
}
