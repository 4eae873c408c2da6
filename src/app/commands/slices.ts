import type { Room } from '../room.ts';
import type { Command } from './command.ts';

/** A page of slices: about 5 cm in an ordinary head CT. */
const PAGE = 10;

const step =
  (slices: number) =>
  ({ study }: Room) =>
    study.step(slices);

const slice = (id: string, label: string, keys: readonly string[], run: Command['run']): Command => ({
  id: `slice-${id}`,
  label,
  group: 'Slices',
  keys,
  run,
});

export const sliceCommands: readonly Command[] = [
  slice('next', 'Next slice', ['ArrowDown', 'ArrowRight'], step(1)),
  slice('previous', 'Previous slice', ['ArrowUp', 'ArrowLeft'], step(-1)),
  slice('page-on', `${PAGE} slices on`, ['PageDown'], step(PAGE)),
  slice('page-back', `${PAGE} slices back`, ['PageUp'], step(-PAGE)),
  slice('first', 'First slice', ['Home'], ({ study }) => study.goTo(0)),
  slice('last', 'Last slice', ['End'], ({ study }) => study.goTo(Infinity)),
];
