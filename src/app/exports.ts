/** Findings as files the browser saves: what is in them is the business of `report`. */
import packageJson from '../../package.json' with { type: 'json' };
import { perImageCsv, submissionCsv } from '../report/index.ts';
import { reportRows, reportSource } from '../study/index.ts';
import type { Room } from './room.ts';

/** Name and version of this program, as reports quote it. */
export const software = `${packageJson.name} ${packageJson.version}`;

export function exportSubmission({ study, findings, view }: Room): void {
  const { csv, leftOut } = submissionCsv(reportRows(study.getState(), findings.getState()), 'auto');
  download(csv, 'submission.csv');
  if (leftOut.length === 0) return;
  const images = leftOut.length === 1 ? '1 image is' : `${leftOut.length} images are`;
  view.setState({ message: `${images} left out of submission.csv. ${leftOut[0]?.reason ?? ''}` });
}

export function exportPerImage({ study, findings }: Room): void {
  const rows = reportRows(study.getState(), findings.getState());
  download(perImageCsv(rows, reportSource(findings.getState(), software)), 'hemolens-per-image.csv');
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
