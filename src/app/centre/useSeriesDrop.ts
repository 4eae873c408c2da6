import { useState, type DragEvent, type HTMLAttributes } from 'react';
import { putBeside, putOnScreen } from '../../study/index.ts';
import { droppedSeries, holdsSeries } from '../seriesDrag.ts';
import { useRoom } from '../useRoom.ts';

type Target = 'image' | 'beside';

/** For the element around the panes: a series dropped on the right one of two stands there, any other goes into the image. */
export function useSeriesDrop(): HTMLAttributes<HTMLElement> & { readonly 'data-series-over'?: Target } {
  const room = useRoom();
  const [over, setOver] = useState<Target>();
  return {
    ...(over && { 'data-series-over': over }),
    onDragOver(event) {
      if (!holdsSeries(event.dataTransfer)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(targetOf(event, room.view.getState().layout));
    },
    onDragLeave(event) {
      const into = event.relatedTarget;
      if (!(into instanceof Node) || !event.currentTarget.contains(into)) setOver(undefined);
    },
    onDrop(event) {
      if (!holdsSeries(event.dataTransfer)) return;
      event.preventDefault();
      setOver(undefined);
      const key = droppedSeries(event.dataTransfer);
      if (key === undefined) return;
      if (targetOf(event, room.view.getState().layout) === 'beside') putBeside(room, key);
      else putOnScreen(room, key);
    },
  };
}

function targetOf({ target, currentTarget }: DragEvent<HTMLElement>, layout: string): Target {
  const pane = target instanceof Element ? target.closest('.pane') : null;
  return layout === 'two' && pane !== null && pane === currentTarget.querySelector('.pane:last-child')
    ? 'beside'
    : 'image';
}
