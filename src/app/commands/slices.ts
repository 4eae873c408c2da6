import { activeSeries, nextSuspicious, sliceIndex, thresholdsOf } from '../../study/index.ts';
import { percent } from '../format.ts';
import type { Room } from '../room.ts';
import { cineCommands } from './cine.ts';
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

export const jump: Command = {
  ...slice('jump', 'Go to a slice by its number', ['j'], ({ view }) => view.setState({ entry: 'slice' })),
  name: 'Go to slice…',
};

export const suspiciousCommands: readonly Command[] = [
  {
    ...slice('next-suspicious', 'Next slice at or above the threshold of the chosen class', ['n'], (room) =>
      toSuspicious(room, 1),
    ),
    name: 'Next suspicious slice',
  },
  {
    ...slice(
      'previous-suspicious',
      'Previous slice at or above the threshold of the chosen class',
      ['p'],
      (room) => toSuspicious(room, -1),
    ),
    name: 'Previous suspicious slice',
  },
];

export const sliceCommands: readonly Command[] = [
  slice('next', 'Next slice', ['ArrowDown', 'ArrowRight'], step(1)),
  slice('previous', 'Previous slice', ['ArrowUp', 'ArrowLeft'], step(-1)),
  slice('page-on', `${PAGE} slices on`, ['PageDown'], step(PAGE)),
  slice('page-back', `${PAGE} slices back`, ['PageUp'], step(-PAGE)),
  slice('first', 'First slice', ['Home'], ({ study }) => study.goTo(0)),
  slice('last', 'Last slice', ['End'], ({ study }) => study.goTo(Infinity)),
  jump,
  ...suspiciousCommands,
  ...cineCommands,
];

/** Where there is no further one the reader is told so: a key that does nothing looks broken. */
function toSuspicious({ study, findings, view, thresholds }: Room, direction: 1 | -1): void {
  const state = study.getState();
  const series = activeSeries(state);
  if (!series) return;
  const { slices, manifest } = findings.getState();
  const inForce = thresholdsOf(thresholds.getState(), manifest);
  const of = view.getState().evidenceClass;
  const index = nextSuspicious(series, slices, of, inForce, sliceIndex(state), direction);
  if (index !== undefined) {
    study.goTo(index);
    return;
  }
  const where = direction === 1 ? 'after' : 'before';
  const what = of === 'any' ? 'any hemorrhage' : of;
  const text = inForce
    ? `No analysed slice ${where} this one has ${what} at ${percent(inForce[of])} or above.`
    : 'No slice is analysed yet.';
  view.setState({ message: { text, tone: 'information' } });
}
