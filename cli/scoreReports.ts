/** Findings as DICOM structured reports, a file for each series that has any. */
import { join } from 'node:path';
import type { Series } from '../src/dicom/index.ts';
import { cautionsOf, type Scorer } from '../src/inference/index.ts';
import {
  apart,
  measurementReport,
  randomUid,
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
 * Writes them into a folder and their paths, a line each, to standard output. A series in which nothing is scored has none.
 * @param results  by slice id
 * @throws {HemolensError} `cli/cannot-write`
 */
export async function writeReports(
  all: readonly Series[],
  results: ReadonlyMap<string, ReportResult>,
  { manifest }: Scorer,
  { device, software }: ReportSource,
  folder: string,
  terminal: Terminal,
): Promise<void> {
  const scored = all.filter(({ slices }) =>
    slices.some(({ id }) => 'probabilities' in (results.get(id) ?? NOT_SCORED)),
  );
  const names = apart(scored.map(reportFileName));
  for (const [place, series] of scored.entries()) {
    const images = series.slices.map((image, index): ReportedImage => {
      return { image, number: index + 1, result: results.get(image.id) ?? NOT_SCORED };
    });
    const making = { at: new Date(), uid: randomUid, software, identity: 'kept' } as const;
    const file = join(folder, names[place] ?? '');
    await writeWhole(
      file,
      await writePart10(measurementReport(images, cautionsOf(series), manifest, device, making)),
    );
    terminal.out(`${file}\n`);
  }
}
