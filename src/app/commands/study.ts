import { activeSlice } from '../../study/index.ts';
import { drawnBy } from '../../viewport/index.ts';
import type { Command } from './command.ts';
import { t } from '../words/index.ts';

export const cancelReading: Command = {
  id: 'cancel-reading',
  label: () => t('does.cancelReading'),
  group: 'study',
  keys: [],
  run: ({ study }) => study.cancel(),
};

/** One thing a press, the lightest first: nobody who lets go of a tool wants to stop the reading of a study. */
export const cancel: Command = {
  id: 'cancel',
  label: () => t('does.cancel'),
  group: 'study',
  keys: ['Escape'],
  run: (room) => {
    const { study, view, annotations } = room;
    const drawing = room.panes.underHand()?.stopDrawing();
    const { cine, dragTool } = view.getState();
    if (drawing !== undefined) annotations.takeBack(drawing);
    else if (room.panes.stopPointing()) return;
    else if (annotations.getState().selected !== undefined) annotations.select(undefined);
    else if (drawnBy(dragTool)) view.setState({ dragTool: 'window' });
    else if (cine === 'playing') view.setState({ cine: 'stopped' });
    else study.cancel();
  },
};

export const closeStudy: Command = {
  id: 'close-study',
  label: () => t('does.closeStudy'),
  group: 'study',
  keys: [],
  run: ({ study }) => study.close(),
};

export const tags: Command = {
  id: 'tags',
  name: () => t('tags.title'),
  label: () => t('does.tags'),
  group: 'study',
  keys: ['#'],
  applies: ({ study }) => activeSlice(study.getState()) !== undefined,
  run: ({ view }) => view.setState({ tags: 'shown', cine: 'stopped' }),
};

export const studyCommands: readonly Command[] = [tags, cancel, cancelReading, closeStudy];
