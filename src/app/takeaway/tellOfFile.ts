/** What a reader must know of a file just saved, or of why there is none. */
import { exportNote, someDrawnOnCuts, someDrawnOnSlices } from '../../study/index.ts';
import { stated } from '../format.ts';
import { inform, putAway, warn } from '../messages.ts';
import type { Room } from '../room.ts';
import { t, tellAll } from '../words/index.ts';

/** @param more  what else there is to tell */
export function tellOfFile(
  { study, findings, view }: Room,
  exported: Parameters<typeof exportNote>[0],
  ...more: readonly ((() => string) | undefined)[]
): void {
  const said = exportNote(exported, study.getState(), findings.getState());
  const text = () => stated([tellAll(said), ...more.map((one) => one?.())]).join(' ');
  if (said.length === 0 && more.every((one) => !one)) putAway(view);
  else if (exported.scored === 0) warn(view, text);
  else inform(view, text);
}

/**
 * A file outlives what is on screen: it has the values of the slices themselves. Who looks at a slab reads others beside the
 * drawing and is told so; undefined where there is nothing to tell.
 */
export function toldOfSlab({ study, annotations, view }: Room): (() => string) | undefined {
  const some = someDrawnOnSlices(study.getState(), annotations.getState());
  return view.getState().slab && some ? () => t('told.withoutSlab') : undefined;
}

/** Of a file of slices alone of which there is nothing else to tell. */
export function tellOfSlab(room: Room): void {
  const text = toldOfSlab(room);
  if (text) inform(room.view, text);
}

/** What a table of images leaves out; undefined where that is nothing. */
export function toldOfCuts({ study, annotations }: Room): (() => string) | undefined {
  const some = someDrawnOnCuts(study.getState(), annotations.getState(), study.frames);
  return some ? () => t('told.cutsNotInTable') : undefined;
}
