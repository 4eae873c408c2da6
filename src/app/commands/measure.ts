import { activeSeries, activeSlice, measuredImage } from '../../study/index.ts';
import { ANNOTATION_KINDS, annotationWords, measure, type Annotation } from '../../viewport/index.ts';
import type { Room } from '../room.ts';
import type { Command } from './command.ts';
import { tool, type ToolCommand } from './mouse.ts';

/** Drawn by dragging with the left button, or placed with Enter, in the order of the menu. */
export const annotationTools: readonly ToolCommand[] = [
  tool('length', 'Length', 'Drag measures a length', 'd', 'Measure'),
  tool(
    'angle',
    'Angle',
    'Drag from the vertex draws an arm of an angle; its points can be moved',
    'a',
    'Measure',
  ),
  tool('ellipse', 'Ellipse', 'Drag draws an ellipse: mean, SD, minimum, maximum, area', 'o', 'Measure'),
  tool('rectangle', 'Rectangle', 'Drag draws a rectangle: mean, SD, minimum, maximum, area', 'b', 'Measure'),
  tool(
    'arrow',
    'Arrow with text',
    'Drag from the tip draws an arrow; then its text is typed',
    't',
    'Measure',
  ),
  tool(
    'volume',
    'Hematoma volume (ABC/2)',
    'Drag draws A, the longest diameter of a hematoma; B across it can be moved; then its slices are counted',
    'q',
    'Measure',
  ),
];

const command = (one: Omit<Command, 'group'>): Command => ({ ...one, group: 'Measure' });

export const undo = command({
  id: 'undo',
  name: 'Undo',
  label: 'Take back the last change of an annotation',
  keys: ['Ctrl+z'],
  applies: ({ annotations }) => annotations.getState().canUndo,
  run: ({ annotations, study }) => follow(study, annotations.undo()),
});

export const redo = command({
  id: 'redo',
  name: 'Redo',
  label: 'Make the change again',
  keys: ['Ctrl+Shift+z', 'Ctrl+y'],
  applies: ({ annotations }) => annotations.getState().canRedo,
  run: ({ annotations, study }) => follow(study, annotations.redo()),
});

export const measureCommands: readonly Command[] = [
  ...annotationTools,
  command({
    id: 'annotation-place',
    label: 'With a measuring tool: place one in the middle, to be moved with the arrow keys (Shift: by ten)',
    keys: ['Enter'],
    applies: (room) => kindOf(room) !== undefined && activeSlice(room.study.getState()) !== undefined,
    run: (room) => {
      const kind = kindOf(room);
      if (kind) room.viewport()?.placeAnnotation(kind);
    },
  }),
  command({
    id: 'annotation-edit',
    name: 'Edit text or slices…',
    label: 'Type the text of the selected arrow, or the number of slices of the selected hematoma',
    keys: ['F2'],
    applies: (room) => ['arrow', 'volume'].includes(selectedAnnotation(room)?.kind ?? ''),
    run: ({ view }) => view.setState({ entry: 'annotation' }),
  }),
  command({
    id: 'annotation-delete',
    name: 'Delete',
    label: 'Delete the selected annotation',
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
    name: 'Copy values',
    label: 'Copy the values of the selected annotation, or of all on this slice',
    keys: ['Ctrl+c'],
    // Text that is marked on the page is what the reader wants to copy.
    applies: (room) => annotationsHere(room).length > 0 && document.getSelection()?.isCollapsed !== false,
    run: copyValues,
  }),
  undo,
  redo,
  command({
    id: 'annotations-clear',
    name: 'Delete all of this series',
    label: 'Delete all annotations of this series (can be undone)',
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
  const { dragTool } = view.getState();
  return ANNOTATION_KINDS.find((kind) => kind === dragTool);
}

/** What is undone on another slice is shown there. */
function follow(study: Room['study'], sliceId: string | undefined): void {
  if (sliceId !== undefined) study.showSlice(sliceId);
}

function copyValues(room: Room): void {
  const state = room.study.getState();
  const series = activeSeries(state);
  const slice = activeSlice(state);
  const image = series && slice && measuredImage(series, slice, room.study.frames);
  if (!image) return;
  const selected = selectedAnnotation(room);
  const wanted = selected ? [selected] : annotationsHere(room);
  const text = wanted.map((one) => annotationWords(one, measure(one, image))).join('\n');
  const tell = (said: string) => room.view.setState({ message: { text: said, tone: 'information' } });
  navigator.clipboard.writeText(text).then(
    () => tell(`Copied: ${text}`),
    () => tell('This browser does not let the page copy.'),
  );
}
