import { parseArgs } from 'node:util';
import { toFailure, verbatim } from '../src/base/index.ts';
import { groupSeries } from '../src/dicom/index.ts';
import { cautionsOf, openScorer, type DeviceReport, type Scorer } from '../src/inference/index.ts';
import {
  perImageCsv,
  reportRow,
  submissionCsv,
  type LeftOut,
  type ReportRow,
  type ReportSource,
} from '../src/report/index.ts';
import { EXIT, UsageError, type Command, type Terminal } from './command.ts';
import { openDawn } from './dawn.ts';
import { openModelFolder } from './modelFolder.ts';
import { makeFolder } from './newFolder.ts';
import { oneOf } from './options.ts';
import { checkTarget, writeWhole } from './output.ts';
import { NOT_SCORED, scoreAll } from './scoreAll.ts';
import { writeReports } from './scoreReports.ts';
import { SOFTWARE } from './software.ts';
import { counted } from './words.ts';

/** Scores files and folders and writes one of the two CSVs, or a structured report a series. Frames are let go as soon as they are scored. */
export const command: Command = {
  name: 'score',
  usage:
    'score PATH... [--model DIR|ID] [--format rsna|per-image] [--id auto|file|sop] [--patient] [--out FILE] [--device auto|webgpu|wasm]\n' +
    '       score PATH... --format sr --out DIR [--model DIR|ID] [--device auto|webgpu|wasm]',
  summary:
    'Hemorrhage probabilities of every slice under the given files and folders, as CSV or as a DICOM structured report of each series.',
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        model: { type: 'string' },
        format: { type: 'string', default: 'per-image' },
        id: { type: 'string', default: 'auto' },
        out: { type: 'string' },
        patient: { type: 'boolean', default: false },
        device: { type: 'string', default: 'auto' },
      },
    });
    const format = oneOf('format', values.format, ['rsna', 'per-image', 'sr']);
    const idRule = oneOf('id', values.id, ['auto', 'file', 'sop']);
    const device = oneOf('device', values.device, ['auto', 'webgpu', 'wasm']);
    if (positionals.length === 0) throw new UsageError('no file or folder given');

    if (values.patient && format !== 'per-image') {
      throw new UsageError('--patient adds columns to --format per-image alone');
    }
    if (format === 'sr' && values.out === undefined) throw new UsageError('--format sr needs --out DIR');
    if (values.out !== undefined) await (format === 'sr' ? makeFolder(values.out) : checkTarget(values.out));
    const model = await openModelFolder(values.model);
    const tell = ({ rung, name, reason }: DeviceReport) =>
      terminal.message(`${rung}: ${name}. ${reason.text}`);
    const scorer = await openScorer(model, device, { gpu: await openDawn(device) }, { onDevice: tell });
    tell(scorer.device);
    const { slices, results, failures } = await scoreAll(positionals, scorer, terminal);
    await scorer.dispose();

    const all = groupSeries(slices);
    const rows = all.flatMap((series) => {
      const cautions = cautionsOf(series);
      return series.slices.map((slice, i) =>
        reportRow(slice, series.positions[i], results.get(slice.id) ?? NOT_SCORED, cautions),
      );
    });
    const { csv, leftOut } =
      format === 'rsna'
        ? submissionCsv(rows, idRule)
        : { csv: perImageCsv(rows, sourceOf(scorer), { patient: values.patient }), leftOut: unscored(rows) };
    for (const { file, frame, reason } of leftOut) {
      terminal.message(`${file}, frame ${frame}: ${reason}`);
    }
    for (const { file, reason, code } of failures) terminal.message(`${file ?? ''}: ${reason} [${code}]`);
    if (rows.length === 0) {
      terminal.message(`There is no DICOM image in ${positionals.join(', ')}: nothing was scored.`);
      return EXIT.failure;
    }
    const scored = rows.filter((row) => row.probabilities).length;
    terminal.message(
      `${counted(scored, 'slice')} scored, ${leftOut.length} left out, ${counted(failures.length, 'file')} not read.`,
    );
    let unwritten = 0;
    if (format === 'sr' && values.out !== undefined) {
      unwritten = await writeReports(all, results, scorer, sourceOf(scorer), values.out, terminal);
    } else if (!(await wrote(csv, values.out, terminal))) return EXIT.failure;
    return leftOut.length + failures.length + unwritten > 0 ? EXIT.partly : EXIT.done;
  },
};

function sourceOf({ manifest, device }: Scorer): ReportSource {
  return {
    model: `${manifest.id} ${manifest.version}`,
    modelSha256: manifest.weightsSha256,
    device: `${device.rung}: ${device.name}`,
    software: SOFTWARE,
  };
}

/** They stand in the per-image table, and are named beside it all the same. */
function unscored(rows: readonly ReportRow[]): LeftOut[] {
  return rows.flatMap(({ file, frame, status, probabilities }) =>
    probabilities ? [] : [{ file, frame, reason: status, said: verbatim(status) }],
  );
}

/** Where the disk fills up at the very end, standard output is the place where nothing computed is lost. */
async function wrote(csv: string, out: string | undefined, terminal: Terminal): Promise<boolean> {
  try {
    if (out === undefined) terminal.out(csv);
    else await writeWhole(out, csv);
    return true;
  } catch (thrown) {
    const { code, reason } = toFailure(thrown, 'cli/cannot-write');
    terminal.message(`${out ?? ''}: ${reason} It goes to standard output instead. [${code}]`);
    terminal.out(csv);
    return false;
  }
}
