/** What stands beside the image: panes that move with it, and another series at the same height. */
import type { Slice } from '../dicom/index.ts';
import type { Look, Viewport } from '../viewport/index.ts';
import { followView } from './followView.ts';
import { sliceBeside, stepBeside } from './link.ts';
import type { StudyStore } from './studyTypes.ts';
import type { ViewStore } from './view.ts';
import { voiOf } from './voi.ts';

/** Viewports of one slice that are zoomed, panned and turned together. */
export interface LookGroup {
  /**
   * @param leads  whether the others lie as it does from now on; one that does not lies as they do
   * @returns what takes the viewport out again
   */
  join(viewport: Viewport, leads?: boolean): () => void;
}

export function createLookGroup(): LookGroup {
  const members = new Set<Viewport>();
  let last: Look | undefined;
  return {
    join(viewport, leads = false) {
      const lead = (look: Look) => {
        last = look;
        for (const other of members) if (other !== viewport) other.setLook(look);
      };
      members.add(viewport);
      if (leads) lead(viewport.look());
      else if (last) viewport.setLook(last);
      const end = viewport.subscribe((event) => {
        if (event.kind === 'look') lead(event.look);
      });
      return () => {
        end();
        members.delete(viewport);
        if (members.size === 0) last = undefined;
      };
    },
  };
}

/**
 * Shows the slice of another series that is linked with the one on screen; going through it goes through that one too, but
 * for a hand that wants this one alone.
 * A viewport is of one such series: it stays as it lies while the one on screen changes.
 * @param onSlice  is told which slice is shown, from 0
 */
export function showOtherSeries(
  viewport: Viewport,
  key: string,
  { study, view }: { readonly study: StudyStore; readonly view: ViewStore },
  onSlice: (index: number | undefined) => void,
): () => void {
  let shown: Slice | undefined;
  const show = () => {
    const state = study.getState();
    const other = state.series.find((series) => series.key === key);
    const index = other && sliceBeside(state, view.getState(), other)?.index;
    const slice = index === undefined ? undefined : other?.slices[index];
    const frame = slice && study.frames.get(slice.id);
    if (!slice || !frame) {
      viewport.clear();
      shown = undefined;
      onSlice(undefined);
      return;
    }
    viewport.setVoi(voiOf(state.window, slice, frame));
    if (slice !== shown) viewport.show({ id: slice.id, frame, geometry: slice.geometry });
    shown = slice;
    onSlice(index);
  };
  const ends = [
    followView(viewport, { pane: 'series', draws: false }, view),
    study.subscribe(show),
    view.subscribe((state, before) => {
      if (state.besideOffset !== before.besideOffset) show();
    }),
    viewport.subscribe((event) => {
      if (event.kind === 'scroll' && event.alone) stepBeside({ study, view }, event.slices);
      else if (event.kind === 'scroll') study.step(event.slices);
      if (event.kind === 'voi') study.setVoi(event.voi);
    }),
  ];
  show();
  return () => ends.forEach((end) => end());
}
