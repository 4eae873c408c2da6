import {
  activeSeries,
  measuredImage,
  selectedOnScreen,
  showChanged,
  slicesOnScreen,
  type SliceOnScreen,
} from '../../study/index.ts';
import { annotationWords, drawnBy, measure, type Annotation } from '../../viewport/index.ts';
import { copyText } from '../clipboard.ts';
import { inform } from '../messages.ts';
import type { Room } from '../room.ts';
import type { Command } from './command.ts';
import { tool, type ToolCommand } from './mouse.ts';
import { slabInWords } from '../slabs.ts';
import { t, tell } from '../words/index.ts';

/** Drawn by dragging with the left button, or placed with Enter, in the order of the menu. */
export const annotationTools: readonly ToolCommand[] = [
  tool('length', 'd', 'measure'),
  tool('angle', 'a', 'measure'),
  tool('ellipse', 'o', 'measure'),
  tool('rectangle', 'b', 'measure'),
  tool('arrow', 't', 'measure'),
  tool('volume', 'q', 'measure'),
];

const command = (one: Omit<Command, 'group'>): Command => ({ ...one, group: 'measure' });

export const undo = command({
  id: 'undo',
  name: () => t('name.undo'),
  label: () => t('does.undo'),
  keys: ['Ctrl+z'],
  applies: ({ annotations }) => annotations.getState().canUndo,
  run: (room) => follow(room, room.annotations.undo()),
});

export const redo = command({
  id: 'redo',
  name: () => t('name.redo'),
  label: () => t('does.redo'),
  keys: ['Ctrl+Shift+z', 'Ctrl+y'],
  applies: ({ annotations }) => annotations.getState().canRedo,
  run: (room) => follow(room, room.annotations.redo()),
});

export const measureCommands: readonly Command[] = [
  ...annotationTools,
  command({
    id: 'annotation-place',
    label: () => t('does.placeAnnotation'),
    keys: ['Enter'],
    applies: (room) => kindOf(room) !== undefined && drawableSlices(room).length > 0,
    run: (room) => {
      const kind = kindOf(room);
      // Nothing is drawn on cuts.
      const pane = room.view.getState().layout === 'planes' ? room.panes.image() : room.panes.underHand();
      if (kind) pane?.placeAnnotation(kind);
    },
  }),
  command({
    id: 'annotation-edit',
    name: () => t('name.editAnnotation'),
    label: () => t('does.editAnnotation'),
    keys: ['F2'],
    applies: (room) => ['arrow', 'volume'].includes(selectedOnScreen(room)?.annotation.kind ?? ''),
    run: ({ view }) => view.setState({ entry: 'annotation' }),
  }),
  command({
    id: 'annotation-delete',
    name: () => t('name.deleteAnnotation'),
    label: () => t('does.deleteAnnotation'),
    keys: ['Delete', 'Backspace'],
    applies: (room) => selectedOnScreen(room) !== undefined,
    run: (room) => {
      const selected = selectedOnScreen(room);
      if (selected) room.annotations.remove(selected.slice.id, selected.annotation.id);
    },
  }),
  command({
    id: 'annotation-copy',
    name: () => t('name.copyAnnotation'),
    label: () => t('does.copyAnnotation'),
    keys: ['Ctrl+c'],
    // Text that is marked on the page is what the reader wants to copy.
    applies: (room) =>
      annotationsToCopy(room) !== undefined && document.getSelection()?.isCollapsed !== false,
    run: copyValues,
  }),
  undo,
  redo,
  command({
    id: 'annotations-clear',
    name: () => t('name.clearAnnotations'),
    label: () => t('does.clearAnnotations'),
    keys: [],
    applies: ({ study, annotations }) => {
      const { slices } = annotations.getState();
      return activeSeries(study.getState())?.slices.some(({ id }) => slices.has(id)) ?? false;
    },
    run: ({ study, annotations }) =>
      annotations.clear(activeSeries(study.getState())?.slices.map(({ id }) => id) ?? []),
  }),
];

function drawableSlices({ study, view }: Room): readonly SliceOnScreen[] {
  return slicesOnScreen(study.getState(), view.getState());
}

/** The selected one, else all of the image's slice, else all of the slice beside it. */
function annotationsToCopy(
  room: Room,
): (SliceOnScreen & { readonly annotations: readonly Annotation[] }) | undefined {
  const selected = selectedOnScreen(room);
  if (selected) return { ...selected, annotations: [selected.annotation] };
  return drawableSlices(room)
    .map((on) => ({ ...on, annotations: room.annotations.getState().slices.get(on.slice.id) ?? [] }))
    .find(({ annotations }) => annotations.length > 0);
}

function kindOf({ view }: Room) {
  return drawnBy(view.getState().dragTool);
}

/** What is undone where nobody looks is shown there. */
function follow(room: Room, sliceId: string | undefined): void {
  if (sliceId !== undefined) showChanged(room, sliceId);
}

function copyValues(room: Room): void {
  const copied = annotationsToCopy(room);
  const image = copied && measuredImage(copied.series, copied.slice, room.planes.frames);
  if (!image) return;
  const slab = room.planes.slabOf(copied.slice.id);
  const lines = copied.annotations.map((one) => tell(annotationWords(one, measure(one, image))));
  // Elsewhere nobody sees how thick the image was that the values are of.
  const text = [...lines, ...(slab ? [t('told.onSlab', { slab: slabInWords(slab) })] : [])].join('\n');
  copyText(text).then(
    () => inform(room.view, () => t('told.copied', { text })),
    () => inform(room.view, () => t('told.notCopied')),
  );
}
