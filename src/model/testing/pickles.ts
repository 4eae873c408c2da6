/** Pickles made in code, so that a test can say what Python would have written, harmful things included. */

export type Pickled =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | { readonly list: readonly Pickled[] }
  | { readonly tuple: readonly Pickled[] }
  | { readonly dict: readonly (readonly [Pickled, Pickled])[] }
  | { readonly global: readonly [string, string] }
  | { readonly call: readonly [Pickled, { readonly tuple: readonly Pickled[] }] }
  | { readonly persistent: Pickled };

const MARK = 0x28;

/** @param protocol  2 names globals in the opcode, 4 and later take their names from the stack */
export function pickle(value: Pickled, protocol: 2 | 4 = 2): Uint8Array {
  return Uint8Array.from([0x80, protocol, ...encode(value, protocol), 0x2e]);
}

function encode(value: Pickled, protocol: number): number[] {
  const inner = (item: Pickled) => encode(item, protocol);
  if (value === null) return [0x4e];
  if (typeof value === 'boolean') return [value ? 0x88 : 0x89];
  if (typeof value === 'number') return number(value);
  if (typeof value === 'bigint') return [0x8a, 10, ...littleEndian(value, 10)];
  if (typeof value === 'string') return text(value);
  if (value instanceof Uint8Array) return [0x42, ...littleEndian(BigInt(value.length), 4), ...value];
  if ('list' in value) return [0x5d, MARK, ...value.list.flatMap(inner), 0x65];
  if ('tuple' in value) return [MARK, ...value.tuple.flatMap(inner), 0x74];
  if ('dict' in value) return [0x7d, MARK, ...value.dict.flat().flatMap(inner), 0x75];
  if ('call' in value) return [...value.call.flatMap(inner), 0x52];
  if ('persistent' in value) return [...inner(value.persistent), 0x51];
  const [module, name] = value.global;
  if (protocol >= 4) return [...text(module), ...text(name), 0x93];
  return [0x63, ...new TextEncoder().encode(`${module}\n${name}\n`)];
}

function number(value: number): number[] {
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 31) {
    return [0x4a, ...littleEndian(BigInt(value), 4)];
  }
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, false);
  return [0x47, ...bytes];
}

function text(value: string): number[] {
  const bytes = new TextEncoder().encode(value);
  return [0x58, ...littleEndian(BigInt(bytes.length), 4), ...bytes];
}

export function littleEndian(value: bigint, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
}
