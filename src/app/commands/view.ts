import type { Room } from '../room.ts';
import type { Command } from './command.ts';

const ZOOM = 1.25;

export const fit: Command = {
  id: 'fit',
  label: 'Fit the image to the pane, as a double click does',
  group: 'View',
  keys: ['f'],
  run: (room) => room.viewport()?.fit(),
};

export const reset: Command = {
  id: 'reset',
  label: 'Reset window, zoom and pan',
  group: 'View',
  keys: ['r', ' '],
  run: resetView,
};

export const evidence: Command = {
  id: 'evidence',
  label: 'Evidence map over the image',
  group: 'View',
  keys: ['e'],
  run: ({ view }) =>
    view.setState(({ evidence: now }) => ({ evidence: now === 'shown' ? 'hidden' : 'shown' })),
};

export const help: Command = {
  id: 'help',
  label: 'Commands and keys',
  group: 'View',
  keys: ['?'],
  run: ({ view }) => view.setState(({ help: now }) => ({ help: now === 'shown' ? 'hidden' : 'shown' })),
};

export const viewCommands: readonly Command[] = [
  {
    id: 'zoom-in',
    label: 'Zoom in',
    group: 'View',
    keys: ['+', '='],
    run: (room) => room.viewport()?.zoomBy(ZOOM),
  },
  {
    id: 'zoom-out',
    label: 'Zoom out',
    group: 'View',
    keys: ['-'],
    run: (room) => room.viewport()?.zoomBy(1 / ZOOM),
  },
  fit,
  reset,
  evidence,
  help,
];

function resetView(room: Room): void {
  room.study.resetWindow();
  room.viewport()?.fit();
}
