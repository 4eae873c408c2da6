import { expect, it, vi } from 'vitest';
import { createPointer } from './pointer.ts';

const pane = { width: 200, height: 100 };

it('keys move the pointer from the middle, within the pane, until the mouse moves', () => {
  const onMoved = vi.fn();
  const pointer = createPointer(onMoved);
  expect(pointer.meant(pane)).toEqual({ x: 100, y: 50 });
  pointer.moveBy({ x: 6, y: -6 }, pane);
  expect([pointer.at(), pointer.byKeys(), pointer.meant(pane)]).toEqual(Array(3).fill({ x: 106, y: 44 }));
  pointer.moveBy({ x: 500, y: 0 }, pane);
  expect(pointer.at()).toEqual({ x: 200, y: 44 });
  pointer.fit({ width: 80, height: 40 });
  expect(pointer.byKeys()).toEqual({ x: 80, y: 40 });
  expect(pointer.hover({ x: 3, y: 4 })).toBe(true);
  expect([pointer.at(), pointer.byKeys()]).toEqual([{ x: 3, y: 4 }, undefined]);
  expect(pointer.meant(pane)).toEqual({ x: 100, y: 50 });
  expect(onMoved).toHaveBeenCalledTimes(4);
});

it('a mouse that rests takes nothing away, and has the pointer again where keys give it back', () => {
  const pointer = createPointer(() => undefined);
  pointer.hover({ x: 10, y: 20 });
  pointer.moveBy({ x: 6, y: 0 }, pane);
  expect(pointer.hover({ x: 10, y: 20 })).toBe(false);
  expect(pointer.byKeys()).toEqual({ x: 16, y: 20 });
  pointer.giveBack();
  expect([pointer.at(), pointer.byKeys()]).toEqual([{ x: 10, y: 20 }, undefined]);
  pointer.forget();
  expect(pointer.at()).toBeUndefined();
});
