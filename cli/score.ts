import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { toFailure, type Failure } from '../src/base/index.ts';
import { groupSeries, readInstance, type Slice } from '../src/dicom/index.ts';
import { openScorer, whyNotScored, type Scorer, type SliceScore } from '../src/inference/index.ts';
import { perImageCsv, submissionCsv, type ReportRow } from '../src/report/index.ts';
import { EXIT, UsageError, type Command, type Terminal } from './command.ts';
import { openDawn } from './dawn.ts';
import { openModelFolder } from './modelFolder.ts';
import { oneOf } from './options.ts';
import { writeWhole } from './output.ts';
import { findFiles } from './paths.ts';
import { SOFTWARE } from './software.ts';

/** What became of one slice. */
type Outcome = { readonly score: SliceScore } | { readonly status: string };

/** Scores files and folders and writes one of the two CSVs. Frames are let go as soon as they are scored. */
export const command: Command = {
  name: 'score',
  usage:
    'score PATH... [--model DIR|ID] [--format rsna|per-image] [--id auto|file|sop] [--out FILE] [--device auto|webgpu|wasm]',
  summary: 'Hemorrhage probabilities of every slice under the given files and folders, as CSV.',
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        model: { type: 'string' },
        format: { type: 'string', default: 'per-image' },
        id: { type: 'string', default: 'auto' },
        out: { type: 'string' },
        device: { type: 'string', default: 'auto' },
      },
    });
    const format = oneOf('format', values.format, ['rsna', 'per-image']);
    const idRule = oneOf('id', values.id, ['auto', 'file', 'sop']);
    const device = oneOf('device', values.device, ['auto', 'webgpu', 'wasm']);
    if (positionals.length === 0) throw new UsageError('no file or folder given');

    const model = await openModelFolder(values.model);
    const scorer = await openScorer(model, device, { gpu: await openDawn() });
    terminal.message(`${scorer.device.rung}: ${scorer.device.name}. ${scorer.device.reason}`);
    const { outcomes, slices, failures } = await scoreAll(positionals, scorer, terminal);
    await scorer.dispose();

    const rows = groupSeries(slices).flatMap((series) =>
      series.slices.map((slice, i) => reportRow(slice, series.positions[i], outcomes.get(slice.id))),
    );
    let leftOut = rows.filter((row) => !row.probabilities).length;
    let csv: string;
    if (format === 'rsna') {
      const submission = submissionCsv(rows, idRule);
      ({ csv } = submission);
      leftOut = submission.leftOut.length;
      for (const { file, frame, reason } of submission.leftOut) {
        terminal.message(`${file}, frame ${frame}: left out: ${reason}`);
      }
    } else {
      csv = perImageCsv(rows, {
        model: `${scorer.manifest.id} ${scorer.manifest.version}`,
        modelSha256: scorer.manifest.weightsSha256,
        device: `${scorer.device.rung}: ${scorer.device.name}`,
        software: SOFTWARE,
      });
      for (const row of rows) {
        if (!row.probabilities) terminal.message(`${row.file}, frame ${row.frame}: ${row.status}`);
      }
    }
    for (const { file, reason, code } of failures) terminal.message(`${file ?? ''}: ${reason} [${code}]`);
    const scored = rows.filter((row) => row.probabilities).length;
    terminal.message(`${scored} slices scored, ${leftOut} left out, ${failures.length} files not read`);
    if (rows.length === 0) return EXIT.failure;
    if (values.out === undefined) terminal.out(csv);
    else await writeWhole(values.out, csv);
    return leftOut + failures.length > 0 ? EXIT.partly : EXIT.done;
  },
};

interface Scored {
  readonly slices: readonly Slice[];
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly failures: readonly Failure[];
}

async function scoreAll(paths: readonly string[], scorer: Scorer, terminal: Terminal): Promise<Scored> {
  const slices: Slice[] = [];
  const outcomes = new Map<string, Outcome>();
  const failures: Failure[] = [];
  for await (const { path, display } of findFiles(paths)) {
    try {
      const { slices: read } = await readInstance(new Uint8Array(await readFile(path)), display);
      for (const { slice, frame } of read) {
        if (outcomes.has(slice.id)) {
          failures.push({
            code: 'intake/duplicate',
            reason: 'The same image was already read.',
            file: display,
          });
          continue;
        }
        slices.push(slice);
        outcomes.set(slice.id, await scoreSlice(slice, frame, scorer));
        terminal.progress(`${outcomes.size} slices, at ${display}`);
      }
    } catch (thrown) {
      failures.push(toFailure(thrown, 'cli/unreadable', display));
    }
  }
  return { slices, outcomes, failures };
}

type Frame = Awaited<ReturnType<typeof readInstance>>['slices'][number]['frame'];

async function scoreSlice(slice: Slice, frame: Frame, scorer: Scorer): Promise<Outcome> {
  if ('reason' in frame) return { status: frame.reason };
  const reason = whyNotScored(slice);
  if (reason !== undefined) return { status: reason };
  try {
    return { score: await scorer.score(frame) };
  } catch (thrown) {
    return { status: toFailure(thrown, 'inference/failed').reason };
  }
}

function reportRow(slice: Slice, positionMm: number | undefined, outcome: Outcome | undefined): ReportRow {
  const { instance, frame } = slice;
  return {
    file: instance.file,
    studyUid: instance.study.uid,
    seriesUid: instance.series.uid,
    sopUid: instance.sopInstanceUid,
    frame,
    instanceNumber: instance.instanceNumber,
    positionMm,
    probabilities: outcome && 'score' in outcome ? outcome.score.probabilities : undefined,
    status: outcome && 'status' in outcome ? outcome.status : 'scored',
  };
}
