import { activeSeries, activeSlice, nextSuspicious, sliceIndex, thresholdsOf } from '../../study/index.ts';
import { thresholdPercent } from '../format.ts';
import { inform } from '../messages.ts';
import type { Room } from '../room.ts';
import { cineCommands } from './cine.ts';
import type { Command } from './command.ts';
import { bleedWord, t } from '../words/index.ts';

/** A page of slices: about 5 cm in an ordinary head CT. */
const PAGE = 10;

const step =
  (slices: number) =>
  ({ study }: Room) =>
    study.step(slices);

const slice = (id: string, label: () => string, keys: readonly string[], run: Command['run']): Command => ({
  id: `slice-${id}`,
  label,
  group: 'slices',
  keys,
  run,
});

export const jump: Command = {
  ...slice(
    'jump',
    () => t('does.jump'),
    ['j'],
    ({ view }) => view.setState({ entry: 'slice' }),
  ),
  name: () => t('name.jump'),
  // What opens over the next study's first image would be asked for by nobody.
  applies: ({ study }) => activeSlice(study.getState()) !== undefined,
};

export const suspiciousCommands: readonly Command[] = [
  {
    ...slice(
      'next-suspicious',
      () => t('does.nextSuspicious'),
      ['n'],
      (room) => toSuspicious(room, 1),
    ),
    name: () => t('name.nextSuspicious'),
  },
  {
    ...slice(
      'previous-suspicious',
      () => t('does.previousSuspicious'),
      ['p'],
      (room) => toSuspicious(room, -1),
    ),
    name: () => t('name.previousSuspicious'),
  },
];

export const sliceCommands: readonly Command[] = [
  slice('next', () => t('does.nextSlice'), ['ArrowDown', 'ArrowRight'], step(1)),
  slice('previous', () => t('does.previousSlice'), ['ArrowUp', 'ArrowLeft'], step(-1)),
  slice('page-on', () => t('does.pageOn', { number: PAGE }), ['PageDown'], step(PAGE)),
  slice('page-back', () => t('does.pageBack', { number: PAGE }), ['PageUp'], step(-PAGE)),
  slice(
    'first',
    () => t('does.firstSlice'),
    ['Home'],
    ({ study }) => study.goTo(0),
  ),
  slice(
    'last',
    () => t('does.lastSlice'),
    ['End'],
    ({ study }) => study.goTo(Infinity),
  ),
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
  inform(view, () => {
    if (!inForce) return t('told.noneAnalysed');
    const given = { kind: bleedWord(of), threshold: thresholdPercent(inForce[of]) };
    return direction === 1 ? t('told.noneAfter', given) : t('told.noneBefore', given);
  });
}
