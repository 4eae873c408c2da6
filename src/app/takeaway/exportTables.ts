/** Findings and annotations as tables and JSON: what is in them is the business of `report` and `study`. */
import { perImageCsv, submissionCsv } from '../../report/index.ts';
import { annotationsJson, annotationTexts, reportRows, reportSource } from '../../study/index.ts';
import { inform } from '../messages.ts';
import type { Room } from '../room.ts';
import { software } from '../software.ts';
import { save } from './save.ts';
import { tellOfFile, toldOfCuts, toldOfSlab } from './tellOfFile.ts';
import { t } from '../words/index.ts';

const CSV = 'text/csv;charset=utf-8';

export function exportSubmission(room: Room): void {
  const rows = reportRows(room.study.getState(), room.findings.getState());
  const { csv, leftOut } = submissionCsv(rows, 'auto');
  const scored = rows.length - leftOut.length;
  if (scored > 0) save({ name: 'submission.csv', content: csv, type: CSV });
  tellOfFile(room, { to: 'submission', scored, leftOut: leftOut.map(({ said }) => said) });
}

export function exportPerImage(room: Room): void {
  const { study, findings, annotations } = room;
  const texts = annotationTexts(study.getState(), annotations.getState(), study.frames);
  const rows = reportRows(study.getState(), findings.getState(), texts);
  const content = perImageCsv(rows, reportSource(findings.getState(), software));
  save({ name: 'hemolens-per-image.csv', content, type: CSV });
  const leftOut = rows.flatMap(({ probabilities, said }) => (probabilities || !said ? [] : [said]));
  const scored = rows.length - leftOut.length;
  tellOfFile(room, { to: 'table', scored, leftOut }, toldOfSlab(room), toldOfCuts(room));
}

export function exportAnnotations(room: Room): void {
  const { study, annotations } = room;
  const content = annotationsJson(study.getState(), annotations.getState(), study.frames, software);
  save({ name: 'hemolens-annotations.json', content, type: 'application/json' });
  if (room.view.getState().slab) inform(room.view, () => t('told.withoutSlab'));
}
