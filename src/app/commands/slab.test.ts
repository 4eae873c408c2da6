import { expect, it } from 'vitest';
import { verbatim } from '../../base/index.ts';
import { createViewStore } from '../../study/index.ts';
import type { Room } from '../room.ts';
import { SLABS } from '../slabs.ts';
import { slabCommands } from './slab.ts';

const [on, back] = slabCommands;

function roomWith(stack: unknown) {
  const view = createViewStore();
  const room = { view, planes: { getState: () => ({ stack }) } } as unknown as Room;
  return { view, room };
}

it('slabs grow thicker with each press, to the maximum of 20 mm, and back to the slice itself', () => {
  const { view, room } = roomWith({ layers: [] });
  const said: string[] = [];
  for (const command of [on, on, on, on, on, on, on, back, back, back, back, back, back, back]) {
    command?.run(room);
    said.push(command?.value?.(view.getState()) ?? '');
  }
  expect(said.slice(0, 4)).toEqual(['Mean 5 mm', 'Mean 10 mm', 'Mean 20 mm', 'MIP 5 mm']);
  expect(said[6]).toBe('MIP 20 mm');
  expect(said.at(-1)).toBe('Thin');
  expect(view.getState().slab).toBe(SLABS[0]);
});

it('where there is no volume, no slab is chosen, and the reader is told why', () => {
  const { view, room } = roomWith(verbatim('It has a single slice.'));
  on?.run(room);
  expect(view.getState().slab).toBeUndefined();
  expect(view.getState().message?.text()).toBe('No slab of this series. It has a single slice.');
});
