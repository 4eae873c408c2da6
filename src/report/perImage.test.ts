import { describe, expect, it } from 'vitest';
import { HEMORRHAGE_CLASSES, probability, type Probabilities } from '../base/index.ts';
import { perImageCsv, type ReportRow, type ReportSource } from './index.ts';

const source: ReportSource = {
  model: 'hemolens-26',
  modelSha256: 'ab12',
  device: 'webgpu: Some GPU, 8 GB',
  software: 'hemolens 0.1.0',
};

function row(overrides: Partial<ReportRow> = {}): ReportRow {
  return {
    file: 'head/01.dcm',
    studyUid: '1.2.3',
    seriesUid: '1.2.3.4',
    sopUid: '1.2.3.4.5',
    frame: 1,
    instanceNumber: 7,
    positionMm: -12.5,
    probabilities: Object.fromEntries(
      HEMORRHAGE_CLASSES.map((kind, index) => [kind, probability(index / 10)]),
    ) as Probabilities,
    status: 'scored',
    patient: { id: 'P-1', name: 'Doe^Jane', birthDate: '19500101' },
    ...overrides,
  };
}

/** RFC 4180, strictly: what follows a closing quote must be a comma or the end of the record. */
function parse(csv: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (cell.lastIndex < csv.length) {
    const match = cell.exec(csv);
    if (!match) throw new Error(`no RFC 4180 after ${JSON.stringify(records.at(-1))}`);
    record.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === ',') continue;
    records.push(record);
    record = [];
  }
  return records;
}

function table(rows: readonly ReportRow[], options?: { patient?: boolean }): Record<string, string>[] {
  const [header = [], ...records] = parse(perImageCsv(rows, source, options));
  return records.map((record) =>
    Object.fromEntries(header.map((name, index) => [name, record[index] ?? ''])),
  );
}

describe('the per-image table', () => {
  it('has a column for cautions where there is one, behind the promised ones', () => {
    const [plain, cautious] = table([row(), row({ caution: 'Thin, "perhaps".' })]);
    expect([plain?.caution, cautious?.caution]).toEqual(['', 'Thin, "perhaps".']);
    expect(Object.keys(cautious ?? {}).at(-1)).toBe('caution');
    expect(table([row()])[0]).not.toHaveProperty('caution');
  });

  it('has the promised columns in their order', () => {
    expect(parse(perImageCsv([], source))).toEqual([
      [
        'file',
        'study_uid',
        'series_uid',
        'sop_uid',
        'frame',
        'instance_number',
        'position_mm',
        'epidural',
        'intraparenchymal',
        'intraventricular',
        'subarachnoid',
        'subdural',
        'any',
        'status',
        'model',
        'model_sha256',
        'device',
        'software',
      ],
    ]);
  });

  it('has one row a frame in the given order, with what computed it', () => {
    const rows = table([row(), row({ file: 'head/02.dcm', frame: 2 })]);
    expect(rows.map(({ file, frame }) => [file, frame])).toEqual([
      ['head/01.dcm', '1'],
      ['head/02.dcm', '2'],
    ]);
    expect(rows[0]).toMatchObject({
      sop_uid: '1.2.3.4.5',
      instance_number: '7',
      epidural: '0',
      intraparenchymal: '0.1',
      any: '0.5',
      status: 'scored',
      model_sha256: 'ab12',
      device: 'webgpu: Some GPU, 8 GB',
      software: 'hemolens 0.1.0',
    });
  });

  it('leaves the numbers of an unscored image empty and says why', () => {
    const [first] = table([row({ probabilities: undefined, status: 'Not CT: shown, not scored.' })]);
    expect(first).toMatchObject({ epidural: '', any: '', status: 'Not CT: shown, not scored.' });
  });

  it('says nothing of the patient unless asked', () => {
    expect(perImageCsv([row()], source)).not.toMatch(/Doe|P-1|1950/);
    const [first] = table([row()], { patient: true });
    expect(first).toMatchObject({
      patient_id: 'P-1',
      patient_name: 'Doe^Jane',
      patient_birth_date: '19500101',
    });
  });

  it('keeps negative positions numbers and drops the noise of their last bits', () => {
    const positions = [-12.5, 0.1 + 0.2, -1e-9, 1234.56789, undefined];
    const rows = table(positions.map((positionMm) => row({ positionMm })));
    expect(rows.map(({ position_mm }) => position_mm)).toEqual(['-12.5', '0.3', '0', '1234.568', '']);
  });

  it('writes very small probabilities without an exponent, and all digits of a double', () => {
    const tiny = { ...row().probabilities, epidural: 1.25e-10, any: 0.123456789012 } as Probabilities;
    const [first] = table([row({ probabilities: tiny })]);
    expect(first).toMatchObject({ epidural: '0.000000000125', any: '0.123456789012' });
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])(
    'makes %j inert for a spreadsheet',
    (text) => {
      const [first] = table([row({ file: text, status: text })]);
      expect(first).toMatchObject({ file: `'${text}`, status: `'${text}` });
    },
  );

  it('keeps quotes, commas and line breaks of a text through RFC 4180', () => {
    const status = 'He said "no", twice\r\nand left';
    const [first] = table([row({ file: 'a,b/"c".dcm', status })]);
    expect(first).toMatchObject({ file: 'a,b/"c".dcm', status });
  });

  it('has a column of what was drawn where anything was, and none elsewhere', () => {
    const header = (rows: ReportRow[]) => perImageCsv(rows, source).split('\r\n')[0];
    expect(header([row()])).not.toContain('annotations');
    const drawn = perImageCsv([row(), row({ annotations: 'Length: 34.1 mm; Arrow: =falx, left' })], source);
    const [names, without, within] = drawn.split('\r\n');
    expect(names).toMatch(/,software,annotations$/);
    expect(without).toMatch(/,$/);
    expect(within).toMatch(/,"Length: 34\.1 mm; Arrow: =falx, left"$/);
  });
});
