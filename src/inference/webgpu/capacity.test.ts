import { expect, it } from 'vitest';
import { capacityFor } from './capacity.ts';

const MIB = 1024 * 1024;
const guaranteed = { maxStorageBufferBindingSize: 128 * MIB, maxBufferSize: 256 * MIB };
/** Floats. */
const mib = (count: number) => (count * MIB) / 4;

it('a network of usual size takes eight slices at once', () => {
  expect(capacityFor([mib(3), mib(3), mib(3), mib(1)], guaranteed)).toBe(8);
});

it('no buffer is larger than what the device binds', () => {
  expect(capacityFor([mib(40), mib(1)], guaranteed)).toBe(3);
});

it('all activations together stay within bounds', () => {
  expect(
    capacityFor([mib(16), mib(16), mib(16)], { ...guaranteed, maxStorageBufferBindingSize: 1024 * MIB }),
  ).toBe(4);
});

it('one slice is tried in any case', () => {
  expect(capacityFor([mib(1000)], guaranteed)).toBe(1);
});
