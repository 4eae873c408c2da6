import { upright, type Look, type Turn } from '../../viewport/index.ts';
import { inform } from '../messages.ts';
import type { Room } from '../room.ts';
import type { Command } from './command.ts';
import { t } from '../words/index.ts';

const ZOOM = 1.25;

/** CSS pixels a key press; a key that is held repeats some thirty times a second. */
const PAN = 40;
const POINT = 6;

const view = (command: Omit<Command, 'group'>): Command => ({ ...command, group: 'view' });

export const fit = view({
  id: 'fit',
  name: () => t('name.fit'),
  label: () => t('does.fit'),
  keys: ['f'],
  run: (room) => room.panes.underHand()?.fit(),
});

export const reset = view({
  id: 'reset',
  name: () => t('name.reset'),
  label: () => t('does.reset'),
  keys: [' ', 'x'],
  run: resetView,
});

export const invert = view({
  id: 'invert',
  name: () => t('name.invert'),
  label: () => t('does.invert'),
  keys: ['i'],
  pressed: ({ inverted }) => inverted,
  run: (room) => room.view.setState(({ inverted }) => ({ inverted: !inverted })),
});

/** Of the pane under the pointer, with what moves with it, as zoom and pan are. */
const turn = (id: Turn, name: () => string, label: () => string, key: string) =>
  view({ id, name, label, keys: [key], run: (room) => room.panes.underHand()?.turn(id) });

export const turnCommands: readonly Command[] = [
  turn(
    'flip-horizontal',
    () => t('name.flipHorizontal'),
    () => t('does.flipHorizontal'),
    'h',
  ),
  turn(
    'flip-vertical',
    () => t('name.flipVertical'),
    () => t('does.flipVertical'),
    'v',
  ),
  turn(
    'rotate-right',
    () => t('name.rotateRight'),
    () => t('does.rotateRight'),
    'r',
  ),
  turn(
    'rotate-left',
    () => t('name.rotateLeft'),
    () => t('does.rotateLeft'),
    'l',
  ),
];

export const magnifier = view({
  id: 'magnifier',
  name: () => t('name.magnifier'),
  label: () => t('does.magnifier'),
  keys: ['m'],
  pressed: (state) => state.magnifier === 'shown',
  run: (room) =>
    room.view.setState(({ magnifier: now }) => ({ magnifier: now === 'shown' ? 'hidden' : 'shown' })),
});

export const evidence = view({
  id: 'evidence',
  label: () => t('does.evidence'),
  keys: ['e'],
  run: (room) =>
    room.view.setState(({ evidence: now }) => ({ evidence: now === 'shown' ? 'hidden' : 'shown' })),
});

export const fullScreen = view({
  id: 'full-screen',
  name: () => t('name.fullScreen'),
  label: () => t('does.fullScreen'),
  keys: ['u'],
  run: ({ view: store }) => {
    changeFullScreen().catch(() => inform(store, () => t('told.noFullScreen')));
  },
});

export const help = view({
  id: 'help',
  label: () => t('help.title'),
  keys: ['?'],
  run: (room) => room.view.setState(({ help: now }) => ({ help: now === 'shown' ? 'hidden' : 'shown' })),
});

const pan = (id: string, label: () => string, x: number, y: number, key: string) =>
  view({
    id: `pan-${id}`,
    label,
    keys: [`Shift+${key}`],
    run: (room) => room.panes.underHand()?.panBy({ x: x * PAN, y: y * PAN }),
  });

const point = (id: string, label: () => string, x: number, y: number, key: string) =>
  view({
    id: `point-${id}`,
    label,
    keys: [`Ctrl+Shift+${key}`],
    run: (room) => room.panes.underHand()?.pointBy({ x: x * POINT, y: y * POINT }),
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
    label: () => t('does.zoomIn'),
    keys: ['+', '='],
    run: (room) => room.panes.underHand()?.zoomBy(ZOOM),
  }),
  view({
    id: 'zoom-out',
    label: () => t('does.zoomOut'),
    keys: ['-'],
    run: (room) => room.panes.underHand()?.zoomBy(1 / ZOOM),
  }),
  pan('left', () => t('does.panLeft'), -1, 0, 'ArrowLeft'),
  pan('right', () => t('does.panRight'), 1, 0, 'ArrowRight'),
  pan('up', () => t('does.panUp'), 0, -1, 'ArrowUp'),
  pan('down', () => t('does.panDown'), 0, 1, 'ArrowDown'),
  point('left', () => t('does.pointLeft'), -1, 0, 'ArrowLeft'),
  point('right', () => t('does.pointRight'), 1, 0, 'ArrowRight'),
  point('up', () => t('does.pointUp'), 0, -1, 'ArrowUp'),
  point('down', () => t('does.pointDown'), 0, 1, 'ArrowDown'),
  view({
    id: 'next-pane',
    label: () => t('does.nextPane'),
    keys: ['F6'],
    // The browser has a use for this key where there is nowhere to go.
    applies: (room) => room.panes.all().length > 1,
    run: (room) => room.panes.pointIntoNext(),
  }),
  fullScreen,
  help,
];

/** Async, so that a phone that has no full screen refuses as a browser that forbids it does. */
async function changeFullScreen(): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await document.documentElement.requestFullscreen();
}

/** What fits counts and not the scale. */
const AS_STORED: Look = { view: { scale: 1, pan: { x: 0, y: 0 }, attitude: upright }, fits: true };

function resetView(room: Room): void {
  room.study.resetWindow();
  room.view.setState({ inverted: false, besideOffset: 0, paneWindows: {} });
  // Untold: of those that are linked the image leads.
  for (const { viewport } of room.panes.all()) viewport.setLook(AS_STORED);
  room.panes.image()?.resetView();
}
