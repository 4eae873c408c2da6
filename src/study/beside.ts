/** Another series beside the image: the slice that is linked with the one on screen, lying as that one does. */
import type { Slice } from '../dicom/index.ts';
import type { Viewport } from '../viewport/index.ts';
import { followView } from './followView.ts';
import { sliceBeside, stepBeside } from './link.ts';
import { lookBeside, type LookGroup } from './looks.ts';
import { activeSlice } from './selectors.ts';
import type { StudyStore } from './studyTypes.ts';
import type { ViewStore } from './view.ts';
import { voiOf } from './voi.ts';

interface Stores {
  readonly study: StudyStore;
  readonly view: ViewStore;
  readonly looks: LookGroup;
}

/**
 * Shows the slice of another series that is linked with the one on screen; going through it goes through that one too, but
 * for a hand that wants this one alone. Zoom and pan are those of the image, in millimetres; flips and turns are its own.
 * A viewport is of one such series: it stays as it lies while the one on screen changes.
 */
export function showOtherSeries(viewport: Viewport, key: string, { study, view, looks }: Stores): () => void {
  let shown: Slice | undefined;
  let image: Slice | undefined;
  const show = () => {
    const state = study.getState();
    const other = state.series.find((series) => series.key === key);
    const index = other && sliceBeside(state, view.getState(), other)?.index;
    const slice = index === undefined ? undefined : other?.slices[index];
    const frame = slice && study.frames.get(slice.id);
    const before = { shown, image };
    image = activeSlice(state);
    if (!slice || !frame) {
      viewport.clear();
      shown = undefined;
      return;
    }
    shown = slice;
    viewport.setVoi(voiOf(state.window, slice, frame));
    if (shown !== before.shown) viewport.show({ id: slice.id, frame, geometry: slice.geometry });
    // Of a tilted series beside one that is not, each slice lies elsewhere.
    if (shown !== before.shown || image !== before.image) looks.follow(viewport);
  };
  const ends = [
    followView(viewport, { pane: 'series', draws: false }, view),
    looks.join(viewport, {
      toImage: (look, { view: { attitude } }) => shown && image && lookBeside(look, shown, image, attitude),
      fromImage: (look) => shown && image && lookBeside(look, image, shown, viewport.look().view.attitude),
    }),
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
