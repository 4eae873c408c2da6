/** Findings as DICOM structured reports, a file for each series that has any. */
import { join } from 'node:path';
import { toFailure } from '../src/base/index.ts';
import { studyKey, type Series } from '../src/dicom/index.ts';
import { cautionsOf, type Scorer } from '../src/inference/index.ts';
import {
  apart,
  measurementReport,
  randomUid,
  uidsByKey,
  reportFileName,
  writePart10,
  type ReportedImage,
  type ReportResult,
  type ReportSource,
} from '../src/report/index.ts';
import type { Terminal } from './command.ts';
import { writeWhole } from './output.ts';
import { NOT_SCORED } from './scoreAll.ts';

/**
 * Writes them into a folder and their paths, a line each, to standard output. A series in which nothing is scored has none;
 * one whose report cannot be made or written is told with the reason, and the others are written.
 * @param results  by slice id
 * @returns how many could not be written
 */
export async function writeReports(
  all: readonly Series[],
  results: ReadonlyMap<string, ReportResult>,
  { manifest }: Scorer,
  { device, software }: ReportSource,
  folder: string,
  terminal: Terminal,
): Promise<number> {
  const scored = all.filter(({ slices }) =>
    slices.some(({ id }) => 'probabilities' in (results.get(id) ?? NOT_SCORED)),
  );
  const names = apart(scored.map(reportFileName));
  // Series of one study that names none stay together.
  const ownStudyOf = uidsByKey();
  let unwritten = 0;
  for (const [place, series] of scored.entries()) {
    const images = series.slices.map((image, index): ReportedImage => {
      return { image, number: index + 1, result: results.get(image.id) ?? NOT_SCORED };
    });
    const making = { at: new Date(), uid: randomUid, software, identity: 'kept' } as const;
    const file = join(folder, names[place] ?? '');
    const ownStudy = ownStudyOf(studyKey(series));
    const reported = { images, cautions: cautionsOf(series), unread: undefined, ownStudy };
    try {
      await writeWhole(file, await writePart10(measurementReport(reported, manifest, device, making)));
      terminal.out(`${file}\n`);
    } catch (error) {
      const { reason, code, file: at = file } = toFailure(error, 'cli/no-report');
      terminal.message(`${at === file ? file : `${file}, from ${at}`}: ${reason} [${code}]`);
      unwritten++;
    }
  }
  return unwritten;
}
