import { describe, expect, it } from 'vitest';
import { Renewed } from './wasm.ts';

/** A module that counts in a global of its own and exports `count`, which adds 1, and `trap`, which adds 1 and traps. */
const MODULE = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  // Types: () → i32
  ...[1, 5, 1, 0x60, 0, 1, 0x7f],
  // Two functions of it
  ...[3, 3, 2, 0, 0],
  // One global: mutable i32, 0
  ...[6, 6, 1, 0x7f, 1, 0x41, 0, 0x0b],
  // Exports
  ...[7, 16, 2, 5, 0x63, 0x6f, 0x75, 0x6e, 0x74, 0, 0, 4, 0x74, 0x72, 0x61, 0x70, 0, 1],
  // count: global + 1, kept and given back
  ...[10, 24, 2, 11, 0, 0x23, 0, 0x41, 1, 0x6a, 0x24, 0, 0x23, 0, 0x0b],
  // trap: the same, then unreachable
  ...[10, 0, 0x23, 0, 0x41, 1, 0x6a, 0x24, 0, 0x00, 0x0b],
);

const call = (instance: WebAssembly.Instance, name: 'count' | 'trap'): number => {
  const exported = instance.exports[name];
  if (typeof exported !== 'function') throw new Error(`no ${name}`);
  return Number(Reflect.apply(exported, undefined, []));
};

describe('a decoder in WebAssembly', () => {
  it('keeps its instance while all goes well, and gets a new one after a trap', async () => {
    const compiled = await WebAssembly.compile(MODULE);
    const decoder = new Renewed(() => WebAssembly.instantiate(compiled));
    expect(await decoder.use((instance) => call(instance, 'count'))).toBe(1);
    expect(await decoder.use((instance) => call(instance, 'count'))).toBe(2);
    await expect(decoder.use((instance) => call(instance, 'trap'))).rejects.toBeInstanceOf(
      WebAssembly.RuntimeError,
    );
    expect(await decoder.use((instance) => call(instance, 'count'))).toBe(1);
  });

  it('that did not start is started again', async () => {
    let starts = 0;
    const decoder = new Renewed(() => {
      starts += 1;
      return starts === 1 ? Promise.reject(new Error('no memory')) : Promise.resolve(starts);
    });
    await expect(decoder.use((value) => value)).rejects.toThrow('no memory');
    expect(await decoder.use((value) => value)).toBe(2);
  });
});
