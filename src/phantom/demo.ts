/** The study behind *Try the demo study*: made on the spot, so that nothing is downloaded and nobody's data is used. */
import { phantomSeries } from './series.ts';
import type { PhantomSlice } from './types.ts';
import { writeDicom } from './writer/dicom.ts';

/** A file of the demo, as if it had been dropped. */
export interface DemoFile {
  readonly path: string;
  /** DICOM Part 10. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What was drawn; the file itself does not tell. */
  readonly truth: PhantomSlice['truth'];
  /** How many files there will be. */
  readonly count: number;
}

const SLICES = 28;
const SEED = 'demo';

/** 28 slices of 5 mm, 512 × 512, one head; some bleed: subdural, subarachnoid, and a deep clot that broke into a ventricle. */
export function* demoStudy(): Generator<DemoFile, void, undefined> {
  const series = phantomSeries({
    seed: SEED,
    slices: SLICES,
    bleeds: ['subdural', 'subarachnoid', 'intraparenchymal', 'intraventricular'],
    age: 0.5,
  });
  for (const slice of series) {
    yield {
      path: `Hemolens demo/${phantomFileName(slice)}`,
      bytes: writeDicom(slice, { seed: SEED, studyDescription: 'Hemolens demo (synthetic)' }),
      truth: slice.truth,
      count: SLICES,
    };
  }
}

/** `slice-001.dcm`, numbered from the skull base. */
export function phantomFileName({ index }: PhantomSlice): string {
  return `slice-${String(index + 1).padStart(3, '0')}.dcm`;
}
