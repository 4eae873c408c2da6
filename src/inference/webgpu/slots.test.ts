import { expect, it } from 'vitest';
import { assignSlots } from './slots.ts';
import type { BindingName, Step } from './steps.ts';

const kernel = { label: '', code: '', workgroups: () => [1, 1, 1] as const };
const read = (name: string): BindingName => ({ kind: 'activation', name, access: 'read' });
const write = (name: string): BindingName => ({ kind: 'activation', name, access: 'write' });
const step = (...bindings: BindingName[]): Step => ({ kernel, bindings });

/** A block with a shortcut: x is still read when b is written. */
const block = [
  step(read('input'), write('x')),
  step(read('x'), write('a')),
  step(read('a'), write('b')),
  step(read('b'), read('x'), write('y')),
  step(read('y'), write('out')),
];
const lengths = new Map([
  ['x', 100],
  ['a', 50],
  ['b', 50],
  ['y', 100],
  ['out', 6],
]);

it('no activation shares a slot with another that is still to be read', () => {
  const { of } = assignSlots(block, lengths, ['out']);
  const living = new Map<number, string>();
  for (const [index, { bindings }] of block.entries()) {
    for (const { name, ...binding } of bindings) {
      if (binding.kind !== 'activation' || name === 'input') continue;
      const slot = of.get(name) ?? NaN;
      if (binding.access === 'read') expect(living.get(slot)).toBe(name);
      else {
        const other = living.get(slot);
        const readLater = block
          .slice(index)
          .some((later) => later.bindings.some((one) => one.name === other));
        expect(other === undefined || !readLater).toBe(true);
        living.set(slot, name);
      }
    }
  }
});

it('a slot is as long as the largest activation in it, and few are needed', () => {
  const slots = assignSlots(block, lengths, ['out']);
  for (const [name, slot] of slots.of) {
    expect(slots.lengths[slot]).toBeGreaterThanOrEqual(lengths.get(name) ?? 0);
  }
  expect(slots.lengths).toHaveLength(4);
});

it('an output keeps its slot to itself', () => {
  const { of } = assignSlots([...block, step(read('y'), write('late'))], lengths, ['out']);
  expect([...of].filter(([, slot]) => slot === of.get('out'))).toHaveLength(1);
});
