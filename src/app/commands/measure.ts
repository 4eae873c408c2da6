import {
  activeSeries,
  imagesOnScreen,
  measuredCut,
  measuredImage,
  presentCuts,
  selectedOnScreen,
  showChanged,
  toolOnCut,
  type ImageOnScreen,
} from '../../study/index.ts';
import {
  ANNOTATION_KINDS,
  annotationWords,
  drawnBy,
  kindFacts,
  measure,
  type Annotation,
  type AnnotationKind,
  type MeasuredImage,
} from '../../viewport/index.ts';
import type { Slab } from '../../volume/index.ts';
import { copyText } from '../clipboard.ts';
import { inform } from '../messages.ts';
import type { Room } from '../room.ts';
import type { Command } from './command.ts';
import { tool, type ToolCommand } from './mouse.ts';
import { slabInWords } from '../slabs.ts';
import { t, tell } from '../words/index.ts';

const KEYS: Readonly<Record<AnnotationKind, string>> = {
  length: 'd',
  angle: 'a',
  ellipse: 'o',
  rectangle: 'b',
  arrow: 't',
  volume: 'q',
};

/** Drawn by dragging with the left button, or placed with Enter, in the order of the menu. */
export const annotationTools: readonly ToolCommand[] = ANNOTATION_KINDS.map((kind) =>
  tool(kind, KEYS[kind], 'measure'),
);

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
    applies: (room) => kindOf(room) !== undefined && imagesOnScreen(room).length > 0,
    run: (room) => {
      const kind = kindOf(room);
      if (!kind) return;
      const onImageAlone =
        room.view.getState().layout === 'planes' && !toolOnCut(kind, room.study.getState());
      (onImageAlone ? room.panes.image() : room.panes.underHand())?.placeAnnotation(kind);
    },
  }),
  command({
    id: 'annotation-edit',
    name: () => t('name.editAnnotation'),
    label: () => t('does.editAnnotation'),
    keys: ['F2'],
    applies: (room) => {
      const selected = selectedOnScreen(room);
      return selected !== undefined && kindFacts[selected.annotation.kind].typed !== undefined;
    },
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
      if (selected) room.annotations.remove(selected.id, selected.annotation.id);
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
    keys: ['Shift+Delete', 'Shift+Backspace'],
    applies: (room) => drawnInSeries(room).length > 0,
    run: (room) => room.annotations.clear(drawnInSeries(room)),
  }),
];

/** The slices and cuts of the series on screen that something is drawn on. */
function drawnInSeries({ study, annotations }: Room): readonly string[] {
  const series = activeSeries(study.getState());
  const { drawn } = annotations.getState();
  if (!series) return [];
  const cuts = presentCuts(drawn.keys(), [series], study.frames);
  return [...series.slices, ...cuts].map(({ id }) => id).filter((id) => drawn.has(id));
}

/** The selected one, else all of the image's slice, else all of what is beside it. */
function annotationsToCopy(
  room: Room,
): { readonly on: ImageOnScreen; readonly annotations: readonly Annotation[] } | undefined {
  const selected = selectedOnScreen(room);
  if (selected) return { on: selected, annotations: [selected.annotation] };
  return imagesOnScreen(room)
    .map((on) => ({ on, annotations: room.annotations.getState().drawn.get(on.id) ?? [] }))
    .find(({ annotations }) => annotations.length > 0);
}

/** As it is on screen, and as how thick a slab. */
function measuredOnScreen(
  { planes, view }: Room,
  on: ImageOnScreen,
): { readonly image: MeasuredImage | undefined; readonly slab: Slab | undefined } {
  if ('slice' in on) {
    return { image: measuredImage(on.series, on.slice, planes.frames), slab: planes.slabOf(on.id) };
  }
  const cut = planes.image(on.plane);
  return { image: cut && measuredCut(cut), slab: view.getState().slab };
}

function kindOf({ view }: Room) {
  return drawnBy(view.getState().dragTool);
}

/** What is undone where nobody looks is shown there. */
function follow(room: Room, imageId: string | undefined): void {
  if (imageId !== undefined) showChanged(room, imageId);
}

function copyValues(room: Room): void {
  const copied = annotationsToCopy(room);
  if (!copied) return;
  const { image, slab } = measuredOnScreen(room, copied.on);
  if (!image) return;
  const lines = copied.annotations.map((one) => tell(annotationWords(one, measure(one, image))));
  // Elsewhere nobody sees how thick the image was that the values are of.
  const text = [...lines, ...(slab ? [t('told.onSlab', { slab: slabInWords(slab) })] : [])].join('\n');
  copyText(text).then(
    () => inform(room.view, () => t('told.copied', { text })),
    () => inform(room.view, () => t('told.notCopied')),
  );
}
