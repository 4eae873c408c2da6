import { windowPresets } from '../../viewport/index.ts';
import type { Command } from './command.ts';

export const windowCommands: readonly Command[] = windowPresets.map((preset) => ({
  id: `window-${preset.id}`,
  label: preset.window
    ? `${preset.label} window, C ${preset.window.center} W ${preset.window.width}`
    : 'Window of the file; again for its next one',
  group: 'Windows',
  keys: [preset.digit],
  run: ({ study }) => study.chooseWindow(preset),
}));
