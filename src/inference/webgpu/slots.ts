/** Which activations share a buffer: an activation's place is free again after its last reader. */
import type { Step } from './steps.ts';

export interface Slots {
  /** Floats that each slot takes for one image: as many as the largest activation in it. */
  readonly lengths: readonly number[];
  /** Slot of each activation that is written. */
  readonly of: ReadonlyMap<string, number>;
}

/**
 * Greedy: an activation takes the smallest free slot that holds it, else it widens the largest, else it opens a new one.
 * @param lengths  floats of each activation for one image
 * @param kept     activations that outlive the steps and get a slot to themselves
 */
export function assignSlots(
  steps: readonly Step[],
  lengths: ReadonlyMap<string, number>,
  kept: readonly string[],
): Slots {
  const lastRead = new Map<string, number>();
  steps.forEach(({ bindings }, index) => {
    for (const { kind, name } of bindings) if (kind === 'activation') lastRead.set(name, index);
  });
  const slots: number[] = [];
  const of = new Map<string, number>();
  const free = new Set<number>();
  const take = (length: number): number => {
    const bySize = [...free].sort((one, other) => (slots[one] ?? 0) - (slots[other] ?? 0));
    const slot = bySize.find((candidate) => (slots[candidate] ?? 0) >= length) ?? bySize.at(-1);
    if (slot === undefined) return slots.push(length) - 1;
    free.delete(slot);
    slots[slot] = Math.max(slots[slot] ?? 0, length);
    return slot;
  };
  steps.forEach(({ bindings }, index) => {
    for (const binding of bindings) {
      if (binding.kind !== 'activation' || binding.access !== 'write') continue;
      const length = lengths.get(binding.name) ?? 0;
      of.set(binding.name, kept.includes(binding.name) ? slots.push(length) - 1 : take(length));
    }
    for (const binding of bindings) {
      if (binding.kind !== 'activation' || binding.access !== 'read') continue;
      const slot = of.get(binding.name);
      if (slot !== undefined && lastRead.get(binding.name) === index && !kept.includes(binding.name)) {
        free.add(slot);
      }
    }
  });
  return { lengths: slots, of };
}
