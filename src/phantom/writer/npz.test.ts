import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { writeNpz } from './npz.ts';

describe('arrays for NumPy', () => {
  const bytes = writeNpz({
    hu: { shape: [2, 3], values: Int16Array.of(-1024, 0, 1, 2, 3, 3071) },
    level: { shape: [2], values: Float32Array.of(NaN, 1.5) },
  });

  it('state type, order and shape, and hold the values behind a multiple of 64 bytes', () => {
    const files = unzipSync(bytes);
    expect(Object.keys(files)).toEqual(['hu.npy', 'level.npy']);
    const hu = files['hu.npy'] ?? new Uint8Array();
    expect([...hu.subarray(0, 8)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
    const length = new DataView(hu.buffer, hu.byteOffset).getUint16(8, true);
    expect((10 + length) % 64).toBe(0);
    const head = new TextDecoder().decode(hu.subarray(10, 10 + length));
    expect(head).toMatch(/^\{'descr': '<i2', 'fortran_order': False, 'shape': \(2, 3\), \} *\n$/);
    expect([...new Int16Array(hu.slice(10 + length).buffer)]).toEqual([-1024, 0, 1, 2, 3, 3071]);
  });

  it('of one dimension have Python’s comma', () => {
    const level = new TextDecoder('latin1').decode(unzipSync(bytes)['level.npy']);
    expect(level).toContain("'descr': '<f4', 'fortran_order': False, 'shape': (2,), }");
  });
});
