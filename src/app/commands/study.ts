import type { Command } from './command.ts';

export const cancelReading: Command = {
  id: 'cancel-reading',
  label: 'Stop reading files',
  group: 'Study',
  keys: ['Escape'],
  run: ({ study }) => study.cancel(),
};

export const closeStudy: Command = {
  id: 'close-study',
  label: 'Close the study and free its memory',
  group: 'Study',
  keys: [],
  run: ({ study }) => study.close(),
};

export const studyCommands: readonly Command[] = [cancelReading, closeStudy];
