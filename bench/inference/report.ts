/** What the benchmark found, as JSON for machines and as a table for people. */
import type { ContenderName } from './contenders.ts';
import { isOnWebgpu } from './contenders.ts';
import { bytesMoved, flopsOf, type Cost } from './cost.ts';
import type { BenchModel } from './names.ts';
import type { Peak } from './peak.ts';
import type { NotTimed, Timed } from './race.ts';

/** Milliseconds are those of a batch. */
export interface Result {
  readonly contender: ContenderName;
  readonly model: BenchModel;
  readonly batch: number;
  readonly medianMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  /** From the reference logits of the model's manifest. */
  readonly maxLogitDifference: number;
  /** The first batch after loading, which is none of the timed runs. */
  readonly firstMs: number;
  readonly runs: number;
  readonly notes: readonly string[];
}

export interface Report {
  readonly machine: string;
  readonly adapter: string;
  /** Where the adapter could be measured. */
  readonly peak: Peak | undefined;
  readonly results: readonly Result[];
  readonly notTimed: readonly (NotTimed & { readonly model: BenchModel; readonly batch: number })[];
}

export function toResult(
  { contender, firstMs, times, maxLogitDifference, notes }: Timed,
  model: BenchModel,
  batch: number,
): Result {
  const sorted = [...times].sort((one, other) => one - other);
  const { length } = sorted;
  const at = (index: number) => sorted[index] ?? NaN;
  return {
    contender,
    model,
    batch,
    medianMs: (at(Math.floor((length - 1) / 2)) + at(Math.floor(length / 2))) / 2,
    minMs: at(0),
    maxMs: at(length - 1),
    maxLogitDifference,
    firstMs,
    runs: length,
    notes,
  };
}

export const HOW_COUNTED = `ms: of a batch, upload of the input and read-back of the logits included. First: the first batch after loading.
GFLOP/s: two operations a multiply-accumulate of the convolutions. GB/s: bytes that the batch must move, over its time:
weights once a batch, every activation written once and read once, all as 32-bit floats. Shares: of what the adapter
reached in this session with a kernel of multiply-adds in registers, and with one that copies.`;

const COLUMNS = [
  'contender',
  'median ms',
  'min–max',
  'runs',
  'first ms',
  'slices/s',
  'GFLOP/s',
  'of peak',
  'GB/s',
  'of peak',
  'logits within',
  '',
] as const;

/** The results of one model and batch, fastest first, under their heads. */
export function tableOf(results: readonly Result[], cost: Cost, peak: Peak | undefined): string {
  const rows = [...results]
    .sort((one, other) => one.medianMs - other.medianMs)
    .map((result) => {
      const { contender, batch, medianMs, minMs, maxMs, runs, firstMs, maxLogitDifference, notes } = result;
      const gflops = flopsOf(cost, batch) / (medianMs * 1e6);
      const gigabytes = bytesMoved(cost, batch) / (medianMs * 1e6);
      const share = (value: number, most: number | undefined) =>
        most === undefined || !isOnWebgpu(contender) ? '–' : `${((100 * value) / most).toFixed(1)} %`;
      return [
        contender,
        figure(medianMs),
        `${figure(minMs)}–${figure(maxMs)}`,
        String(runs),
        figure(firstMs),
        figure((1000 * batch) / medianMs),
        figure(gflops),
        share(gflops, peak?.gflops),
        figure(gigabytes),
        share(gigabytes, peak?.gigabytesPerSecond),
        maxLogitDifference.toExponential(1),
        notes.join('; '),
      ];
    });
  return aligned([[...COLUMNS], ...rows]);
}

/** Three digits, and no more than anybody can use. */
export function figure(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** The first and the last column to the left, figures to the right. */
function aligned(rows: readonly (readonly string[])[]): string {
  const last = COLUMNS.length - 1;
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const cell = (text: string, column: number) =>
    column === 0 || column === last ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
}
