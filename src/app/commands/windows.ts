import { activeSlice } from '../../study/index.ts';
import { windowPresets } from '../../viewport/index.ts';
import { inform } from '../messages.ts';
import type { Command } from './command.ts';
import { stepped } from './stepped.ts';
import { number, t } from '../words/index.ts';

/** One for each button of the radio group *Window*, in its order. */
export const presetCommands: readonly Command[] = windowPresets.map((preset) => ({
  id: `window-${preset.id}`,
  label: () =>
    preset.window
      ? t('does.preset', {
          name: t(`windows.${preset.id}`),
          center: preset.window.center,
          width: preset.window.width,
        })
      : t('does.fileWindow'),
  group: 'windows',
  keys: [preset.digit],
  run: ({ study }) => study.chooseWindow(preset),
}));

export const exactWindow: Command = {
  id: 'window-exact',
  name: () => t('name.exactWindow'),
  label: () => t('does.exactWindow'),
  group: 'windows',
  keys: ['y'],
  applies: ({ study }) => activeSlice(study.getState()) !== undefined,
  run: ({ view }) => view.setState({ entry: 'window' }),
};

/** CSS pixels of a drag that a key press stands for: a tenth of the width, a twentieth of it for the centre. */
const ACROSS = 30;
const DOWN = 20;

const nudge = (id: string, label: () => string, x: number, y: number, key: string): Command => ({
  id: `window-${id}`,
  label,
  group: 'windows',
  keys: [`Ctrl+${key}`],
  run: (room) => room.panes.underHand()?.windowBy({ x: x * ACROSS, y: y * DOWN }),
});

const SENSITIVITIES = [0.25, 0.5, 1, 2, 4] as const;

const inWords = (factor: number) => t('value.sensitivity', { factor: number(factor) });

const sensitivity = (id: string, name: () => string, key: string, by: 1 | -1): Command => ({
  id: `window-drag-${id}`,
  name,
  label: name,
  group: 'windows',
  keys: [key],
  value: ({ windowSensitivity }) => inWords(windowSensitivity),
  run: ({ view }) => {
    const windowSensitivity = stepped(SENSITIVITIES, view.getState().windowSensitivity, by);
    view.setState({ windowSensitivity });
    // Nothing on the image shows it until the next drag.
    inform(view, () => t('told.sensitivity', { factor: inWords(windowSensitivity) }));
  },
});

export const windowCommands: readonly Command[] = [
  ...presetCommands,
  exactWindow,
  nudge('wider', () => t('does.windowWider'), 1, 0, 'ArrowRight'),
  nudge('narrower', () => t('does.windowNarrower'), -1, 0, 'ArrowLeft'),
  nudge('brighter', () => t('does.windowBrighter'), 0, -1, 'ArrowUp'),
  nudge('darker', () => t('does.windowDarker'), 0, 1, 'ArrowDown'),
  // Times two, or by two: signs that every keyboard has, and its number pad.
  sensitivity('faster', () => t('name.windowFaster'), '*', 1),
  sensitivity('slower', () => t('name.windowSlower'), '/', -1),
];
