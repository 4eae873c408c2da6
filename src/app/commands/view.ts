import type { Turn } from '../../viewport/index.ts';
import type { Room } from '../room.ts';
import type { Command } from './command.ts';

const ZOOM = 1.25;

/** CSS pixels a key press. */
const PAN = 40;

const view = (command: Omit<Command, 'group'>): Command => ({ ...command, group: 'View' });

export const fit = view({
  id: 'fit',
  name: 'Fit',
  label: 'Fit the image to the pane, as a double click does',
  keys: ['f'],
  run: (room) => room.viewport()?.fit(),
});

export const reset = view({
  id: 'reset',
  name: 'Reset',
  label: 'Reset window, zoom, pan, flips and turns',
  keys: [' ', 'x'],
  run: resetView,
});

export const invert = view({
  id: 'invert',
  name: 'Invert',
  label: 'Black on white instead of white on black',
  keys: ['i'],
  pressed: ({ inverted }) => inverted,
  run: (room) => room.view.setState(({ inverted }) => ({ inverted: !inverted })),
});

const turn = (id: Turn, name: string, label: string, key: string) =>
  view({ id, name, label, keys: [key], run: (room) => room.viewport()?.turn(id) });

export const turnCommands: readonly Command[] = [
  turn('flip-horizontal', 'Flip left and right', 'Flip the image left and right', 'h'),
  turn('flip-vertical', 'Flip top and bottom', 'Flip the image top and bottom', 'v'),
  turn('rotate-right', 'Rotate right', 'Rotate the image a quarter turn to the right', 'r'),
  turn('rotate-left', 'Rotate left', 'Rotate the image a quarter turn to the left', 'l'),
];

export const magnifier = view({
  id: 'magnifier',
  name: 'Magnifier',
  label: 'A lens that follows the pointer',
  keys: ['m'],
  pressed: (state) => state.magnifier === 'shown',
  run: (room) =>
    room.view.setState(({ magnifier: now }) => ({ magnifier: now === 'shown' ? 'hidden' : 'shown' })),
});

export const evidence = view({
  id: 'evidence',
  label: 'Evidence map over the image',
  keys: ['e'],
  run: (room) =>
    room.view.setState(({ evidence: now }) => ({ evidence: now === 'shown' ? 'hidden' : 'shown' })),
});

export const fullScreen = view({
  id: 'full-screen',
  name: 'Full screen',
  label: 'The whole screen for the page, and back',
  keys: ['u'],
  run: ({ view: store }) => {
    const change = document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen();
    change.catch(() =>
      store.setState({
        message: { text: 'This browser does not let the page have the whole screen.', tone: 'information' },
      }),
    );
  },
});

export const help = view({
  id: 'help',
  label: 'Commands and keys',
  keys: ['?'],
  run: (room) => room.view.setState(({ help: now }) => ({ help: now === 'shown' ? 'hidden' : 'shown' })),
});

const pan = (id: string, x: number, y: number, key: string) =>
  view({
    id: `pan-${id}`,
    label: `Move the image ${id}`,
    keys: [`Shift+${key}`],
    run: (room) => room.viewport()?.panBy({ x: x * PAN, y: y * PAN }),
  });

export const viewCommands: readonly Command[] = [
  fit,
  reset,
  invert,
  ...turnCommands,
  magnifier,
  evidence,
  view({
    id: 'zoom-in',
    label: 'Zoom in',
    keys: ['+', '='],
    run: (room) => room.viewport()?.zoomBy(ZOOM),
  }),
  view({ id: 'zoom-out', label: 'Zoom out', keys: ['-'], run: (room) => room.viewport()?.zoomBy(1 / ZOOM) }),
  pan('left', -1, 0, 'ArrowLeft'),
  pan('right', 1, 0, 'ArrowRight'),
  pan('up', 0, -1, 'ArrowUp'),
  pan('down', 0, 1, 'ArrowDown'),
  fullScreen,
  help,
];

function resetView(room: Room): void {
  room.study.resetWindow();
  room.view.setState({ inverted: false });
  room.viewport()?.resetView();
}
