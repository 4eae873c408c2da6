import { windowPresets } from '../../viewport/index.ts';
import type { Command } from './command.ts';

/** One for each button of the radio group *Window*, in its order. */
export const presetCommands: readonly Command[] = windowPresets.map((preset) => ({
  id: `window-${preset.id}`,
  label: preset.window
    ? `${preset.label} window, C ${preset.window.center} W ${preset.window.width}`
    : 'Window of the file; again for its next one',
  group: 'Windows',
  keys: [preset.digit],
  run: ({ study }) => study.chooseWindow(preset),
}));

export const exactWindow: Command = {
  id: 'window-exact',
  name: 'Type the window…',
  label: 'Type the centre and width of the window',
  group: 'Windows',
  keys: ['y'],
  run: ({ view }) => view.setState({ entry: 'window' }),
};

const SENSITIVITIES = [0.25, 0.5, 1, 2, 4] as const;

const sensitivity = (id: string, name: string, by: 1 | -1): Command => ({
  id: `window-drag-${id}`,
  name,
  label: name,
  group: 'Windows',
  keys: [],
  value: ({ windowSensitivity }) => `× ${windowSensitivity}`,
  run: ({ view }) =>
    view.setState(({ windowSensitivity }) => {
      const present = SENSITIVITIES.findIndex((one) => one >= windowSensitivity);
      return { windowSensitivity: SENSITIVITIES[present + by] ?? windowSensitivity };
    }),
});

export const windowCommands: readonly Command[] = [
  ...presetCommands,
  exactWindow,
  sensitivity('faster', 'Window drag faster', 1),
  sensitivity('slower', 'Window drag slower', -1),
];
