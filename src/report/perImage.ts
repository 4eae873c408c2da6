/** Findings as a table for people and their spreadsheets: one row a frame, unscored ones with the reason. */
import { HEMORRHAGE_CLASSES } from '../base/index.ts';
import { textCell } from './csv.ts';
import { millimetres, plainDecimal } from './numbers.ts';
import type { ReportRow, ReportSource } from './types.ts';

type Column = readonly [name: string, cell: (row: ReportRow, source: ReportSource) => string];

const COLUMNS: readonly Column[] = [
  ['file', ({ file }) => textCell(file)],
  ['study_uid', ({ studyUid }) => textCell(studyUid)],
  ['series_uid', ({ seriesUid }) => textCell(seriesUid)],
  ['sop_uid', ({ sopUid }) => textCell(sopUid)],
  ['frame', ({ frame }) => plainDecimal(frame)],
  [
    'instance_number',
    ({ instanceNumber }) => (instanceNumber === undefined ? '' : plainDecimal(instanceNumber)),
  ],
  ['position_mm', ({ positionMm }) => (positionMm === undefined ? '' : millimetres(positionMm))],
  ...HEMORRHAGE_CLASSES.map((kind): Column => [
    kind,
    ({ probabilities }) => (probabilities ? plainDecimal(probabilities[kind]) : ''),
  ]),
  ['status', ({ status }) => textCell(status)],
  ['model', (_, { model }) => textCell(model)],
  ['model_sha256', (_, { modelSha256 }) => textCell(modelSha256)],
  ['device', (_, { device }) => textCell(device)],
  ['software', (_, { software }) => textCell(software)],
];

/** Only where there is one. */
const CAUTION: Column = ['caution', ({ caution }) => textCell(caution ?? '')];

/** Only where somebody drew something: the terminal's table has none. */
const ANNOTATIONS: Column = ['annotations', ({ annotations }) => textCell(annotations ?? '')];

/** Behind the others, so that a column keeps its place whether or not the patient was asked for. */
const PATIENT_COLUMNS: readonly Column[] = [
  ['patient_id', ({ patient }) => textCell(patient?.id ?? '')],
  ['patient_name', ({ patient }) => textCell(patient?.name ?? '')],
  ['patient_birth_date', ({ patient }) => textCell(patient?.birthDate ?? '')],
];

/**
 * Writes one row a frame in the given order, with probabilities in [0, 1] and positions in millimetres; RFC 4180, lines
 * ending in CRLF as it asks. Texts that a spreadsheet would take for a formula are made inert with an apostrophe.
 * @param options.patient  adds patient id, name and birth date; without it nothing in the table names the patient,
 *                         save what the file's own path may say
 */
export function perImageCsv(
  rows: readonly ReportRow[],
  source: ReportSource,
  options: { patient?: boolean } = {},
): string {
  const columns = [
    ...COLUMNS,
    ...(rows.some(({ caution }) => caution !== undefined) ? [CAUTION] : []),
    ...(rows.some(({ annotations }) => annotations !== undefined) ? [ANNOTATIONS] : []),
    ...(options.patient ? PATIENT_COLUMNS : []),
  ];
  const header = columns.map(([name]) => name);
  const lines = rows.map((row) => columns.map(([, cell]) => cell(row, source)));
  return [header, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}
