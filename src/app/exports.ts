/** Findings as files the browser saves: what is in them is the business of `report`. */
import packageJson from '../../package.json' with { type: 'json' };
import { perImageCsv, submissionCsv } from '../report/index.ts';
import { exportNote, reportRows, reportSource } from '../study/index.ts';
import type { Room } from './room.ts';

/** Name and version of this program, as reports quote it. */
export const software = `${packageJson.name} ${packageJson.version}`;

export function exportSubmission(room: Room): void {
  const rows = reportRows(room.study.getState(), room.findings.getState());
  const { csv, leftOut } = submissionCsv(rows, 'auto');
  const scored = rows.length - leftOut.length;
  if (scored > 0) download(csv, 'submission.csv');
  tell(room, { to: 'submission.csv', scored, leftOut: leftOut.map(({ reason }) => reason) });
}

export function exportPerImage(room: Room): void {
  const { study, findings } = room;
  const rows = reportRows(study.getState(), findings.getState());
  download(perImageCsv(rows, reportSource(findings.getState(), software)), 'hemolens-per-image.csv');
  const leftOut = rows.filter(({ probabilities }) => !probabilities).map(({ status }) => status);
  tell(room, { to: 'the table', scored: rows.length - leftOut.length, leftOut });
}

function tell({ study, findings, view }: Room, exported: Parameters<typeof exportNote>[0]): void {
  const text = exportNote(exported, study.getState(), findings.getState());
  const tone = exported.scored === 0 ? 'trouble' : 'information';
  view.setState({ message: text === undefined ? undefined : { text, tone } });
}

function download(csv: string, name: string): void {
  const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Freed later: some browsers begin to read only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
