/** Findings as DICOM structured reports, a file for each series that has any. */
import { join } from 'node:path';
import type { Series } from '../src/dicom/index.ts';
import type { Scorer } from '../src/inference/index.ts';
import {
  measurementReport,
  randomUid,
  writePart10,
  type ReportedImage,
  type ReportResult,
  type ReportSource,
} from '../src/report/index.ts';
import type { Terminal } from './command.ts';
import { writeWhole } from './output.ts';

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
  for (const series of all) {
    const images = series.slices.map((image, index): ReportedImage => {
      return { image, number: index + 1, result: results.get(image.id) ?? { status: 'not scored' } };
    });
    if (!images.some(({ result }) => 'probabilities' in result)) continue;
    const making = { at: new Date(), uid: randomUid, software, identity: 'kept' } as const;
    const file = join(folder, `report-series-${series.number ?? ''}-${series.uid.slice(-6)}.dcm`);
    await writeWhole(file, await writePart10(measurementReport(images, manifest, device, making)));
    terminal.out(`${file}\n`);
  }
}
