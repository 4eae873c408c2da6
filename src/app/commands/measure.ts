import { activeSeries, activeSlice, measuredImage } from '../../study/index.ts';
import { annotationWords, drawnBy, measure, type Annotation } from '../../viewport/index.ts';
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
  run: ({ annotations, study }) => follow(study, annotations.undo()),
});

export const redo = command({
  id: 'redo',
  name: () => t('name.redo'),
  label: () => t('does.redo'),
  keys: ['Ctrl+Shift+z', 'Ctrl+y'],
  applies: ({ annotations }) => annotations.getState().canRedo,
  run: ({ annotations, study }) => follow(study, annotations.redo()),
});

export const measureCommands: readonly Command[] = [
  ...annotationTools,
  command({
    id: 'annotation-place',
    label: () => t('does.placeAnnotation'),
    keys: ['Enter'],
    applies: (room) => kindOf(room) !== undefined && activeSlice(room.study.getState()) !== undefined,
    run: (room) => {
      const kind = kindOf(room);
      if (kind) room.viewport()?.placeAnnotation(kind);
    },
  }),
  command({
    id: 'annotation-edit',
    name: () => t('name.editAnnotation'),
    label: () => t('does.editAnnotation'),
    keys: ['F2'],
    applies: (room) => ['arrow', 'volume'].includes(selectedAnnotation(room)?.kind ?? ''),
    run: ({ view }) => view.setState({ entry: 'annotation' }),
  }),
  command({
    id: 'annotation-delete',
    name: () => t('name.deleteAnnotation'),
    label: () => t('does.deleteAnnotation'),
    keys: ['Delete', 'Backspace'],
    applies: (room) => selectedAnnotation(room) !== undefined,
    run: (room) => {
      const slice = activeSlice(room.study.getState());
      const selected = selectedAnnotation(room);
      if (slice && selected) room.annotations.remove(slice.id, selected.id);
    },
  }),
  command({
    id: 'annotation-copy',
    name: () => t('name.copyAnnotation'),
    label: () => t('does.copyAnnotation'),
    keys: ['Ctrl+c'],
    // Text that is marked on the page is what the reader wants to copy.
    applies: (room) => annotationsHere(room).length > 0 && document.getSelection()?.isCollapsed !== false,
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

function annotationsHere({ study, annotations }: Room): readonly Annotation[] {
  return annotations.getState().slices.get(study.getState().sliceId ?? '') ?? [];
}

/** The selected one, where it is on the slice on screen. */
export function selectedAnnotation(room: Room): Annotation | undefined {
  const { selected } = room.annotations.getState();
  return annotationsHere(room).find(({ id }) => id === selected);
}

function kindOf({ view }: Room) {
  return drawnBy(view.getState().dragTool);
}

/** What is undone on another slice is shown there. */
function follow(study: Room['study'], sliceId: string | undefined): void {
  if (sliceId !== undefined) study.showSlice(sliceId);
}

function copyValues(room: Room): void {
  const state = room.study.getState();
  const series = activeSeries(state);
  const slice = activeSlice(state);
  const image = series && slice && measuredImage(series, slice, room.planes.frames);
  if (!image) return;
  const selected = selectedAnnotation(room);
  const wanted = selected ? [selected] : annotationsHere(room);
  const slab = room.planes.slabOf(slice.id);
  const lines = wanted.map((one) => tell(annotationWords(one, measure(one, image))));
  // Elsewhere nobody sees how thick the image was that the values are of.
  const text = [...lines, ...(slab ? [t('told.onSlab', { slab: slabInWords(slab) })] : [])].join('\n');
  const inform = (said: () => string) => room.view.setState({ message: { text: said, tone: 'information' } });
  navigator.clipboard.writeText(text).then(
    () => inform(() => t('told.copied', { text })),
    () => inform(() => t('told.notCopied')),
  );
}
