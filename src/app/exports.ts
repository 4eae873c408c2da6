/** Findings as files the browser saves: what is in them is the business of `report`. */
import packageJson from '../../package.json' with { type: 'json' };
import { perImageCsv, submissionCsv } from '../report/index.ts';
import {
  annotationsJson,
  annotationTexts,
  exportNote,
  reportRows,
  reportSource,
  someDrawn,
} from '../study/index.ts';
import { inform, putAway, warn } from './messages.ts';
import type { Room } from './room.ts';
import { save } from './takeaway/save.ts';
import { t, tellAll } from './words/index.ts';

/** Name and version of this program, as reports quote it. */
export const software = `${packageJson.name} ${packageJson.version}`;

const CSV = 'text/csv;charset=utf-8';

export function exportSubmission(room: Room): void {
  const rows = reportRows(room.study.getState(), room.findings.getState());
  const { csv, leftOut } = submissionCsv(rows, 'auto');
  const scored = rows.length - leftOut.length;
  if (scored > 0) save({ name: 'submission.csv', content: csv, type: CSV });
  note(room, { to: 'submission', scored, leftOut: leftOut.map(({ said }) => said) });
}

export function exportPerImage(room: Room): void {
  const { study, findings, annotations } = room;
  const texts = annotationTexts(study.getState(), annotations.getState(), study.frames);
  const rows = reportRows(study.getState(), findings.getState(), texts);
  const content = perImageCsv(rows, reportSource(findings.getState(), software));
  save({ name: 'hemolens-per-image.csv', content, type: CSV });
  const leftOut = rows.flatMap(({ probabilities, said }) => (probabilities || !said ? [] : [said]));
  note(room, { to: 'table', scored: rows.length - leftOut.length, leftOut }, toldOfSlab(room));
}

export function exportAnnotations(room: Room): void {
  const { study, annotations } = room;
  const content = annotationsJson(study.getState(), annotations.getState(), study.frames, software);
  save({ name: 'hemolens-annotations.json', content, type: 'application/json' });
  tellOfSlab(room);
}

/** Of a file of which there is nothing else to tell. */
export function tellOfSlab(room: Room): void {
  const text = toldOfSlab(room);
  if (text) inform(room.view, text);
}

/**
 * A file outlives what is on screen: it has the values of the slices themselves. Who looks at a slab reads others beside the
 * drawing and is told so; undefined where there is nothing to tell.
 */
function toldOfSlab({ study, annotations, view }: Room): (() => string) | undefined {
  const some = someDrawn(study.getState(), annotations.getState());
  return view.getState().slab && some ? () => t('told.ofSlices') : undefined;
}

/** Tells what a reader must know of a file just saved, or of why there is none. */
export function note(
  { study, findings, view }: Room,
  exported: Parameters<typeof exportNote>[0],
  more?: () => string,
): void {
  const said = exportNote(exported, study.getState(), findings.getState());
  const text = () => [said.length === 0 ? '' : tellAll(said), more?.() ?? ''].filter(Boolean).join(' ');
  if (said.length === 0 && !more) putAway(view);
  else if (exported.scored === 0) warn(view, text);
  else inform(view, text);
}
