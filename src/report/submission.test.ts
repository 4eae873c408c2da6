import { describe, expect, it } from 'vitest';
import { HEMORRHAGE_CLASSES, probability, type Probabilities } from '../base/index.ts';
import { submissionCsv, type ReportRow } from './index.ts';

function probabilities(...values: number[]): Probabilities {
  return Object.fromEntries(
    HEMORRHAGE_CLASSES.map((kind, index) => [kind, probability(values[index] ?? 0.5)]),
  ) as Probabilities;
}

function row(overrides: Partial<ReportRow> = {}): ReportRow {
  return {
    file: 'head/01.dcm',
    studyUid: '1.2.3',
    seriesUid: '1.2.3.4',
    sopUid: '1.2.3.4.5',
    frame: 1,
    instanceNumber: 1,
    positionMm: 0,
    probabilities: probabilities(),
    status: 'scored',
    ...overrides,
  };
}

function ids(rows: readonly ReportRow[], rule: 'auto' | 'file' | 'sop'): string[] {
  const lines = submissionCsv(rows, rule).csv.trimEnd().split('\n').slice(1);
  return lines.filter((line) => line.includes('_any,')).map((line) => line.replace(/_any,.*/, ''));
}

describe('the RSNA submission', () => {
  it('has the header, then six rows an image in the order of the classes, and nothing else', () => {
    const file = 'stage_2/ID_0008f134d.dcm';
    const rows = [row({ file, probabilities: probabilities(0.001, 0.002, 0.003, 0.004, 0.005, 0.015) })];
    expect(submissionCsv(rows, 'auto').csv).toBe(
      [
        'ID,Label',
        'ID_0008f134d_epidural,0.001',
        'ID_0008f134d_intraparenchymal,0.002',
        'ID_0008f134d_intraventricular,0.003',
        'ID_0008f134d_subarachnoid,0.004',
        'ID_0008f134d_subdural,0.005',
        'ID_0008f134d_any,0.015',
        '',
      ].join('\n'),
    );
  });

  it('keeps 0 and 1 away from the log loss, in plain decimals', () => {
    const rows = [row({ probabilities: probabilities(0, 1, 1e-15, 3.25e-9, 1 - 2e-16, 0.25) })];
    const labels = submissionCsv(rows, 'sop')
      .csv.trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[1]);
    expect(labels).toEqual([
      '0.000000000000001',
      '0.999999999999999',
      '0.000000000000001',
      '0.00000000325',
      '0.999999999999999',
      '0.25',
    ]);
  });

  it('reads back to the very same numbers', () => {
    const values = [1 / 3, 2e-7 / 3, 0.9999999, Math.fround(0.1), 1e-14, 0.4242424242424242];
    const lines = submissionCsv([row({ probabilities: probabilities(...values) })], 'sop').csv.split('\n');
    expect(lines.slice(1, 7).map((line) => Number(line.split(',')[1]))).toEqual(values);
  });

  it('takes the file name for the id only where it is one of the challenge', () => {
    const files = ['a/ID_00ff.dcm', 'ID_00FF', 'ID_xyz.dcm', 'ID_.dcm', 'a/b/IM-0001.dcm', 'xID_00.dcm'];
    const rows = files.map((file, index) => row({ file, sopUid: `1.${index}` }));
    expect(ids(rows, 'auto')).toEqual(['ID_00ff', 'ID_00FF', '1.2', '1.3', '1.4', '1.5']);
  });

  it('takes the file name or the UID throughout where that is asked for', () => {
    const rows = [
      row({ file: 'a/ID_00ff.dcm', sopUid: '1.1' }),
      row({ file: 'C:\\ct\\IM 1.dcm', sopUid: '1.2' }),
    ];
    expect(ids(rows, 'sop')).toEqual(['1.1', '1.2']);
    expect(ids(rows, 'file')).toEqual(['ID_00ff', 'IM 1']);
  });

  it('does not take the last number of a UID or of a numbered name for an ending', () => {
    const files = [
      '1.2.840.17',
      '1.2.840.18',
      'CT.0017',
      'i8.CTDC.1',
      '1.2.840.19.dcm',
      '.hidden',
      'x.DICOM',
    ];
    const rows = files.map((file, index) => row({ file, sopUid: `1.${index}` }));
    expect(ids(rows, 'file')).toEqual([
      '1.2.840.17',
      '1.2.840.18',
      'CT.0017',
      'i8.CTDC.1',
      '1.2.840.19',
      '.hidden',
      'x',
    ]);
  });

  it('tells the frames of one image apart, so that no id comes twice', () => {
    const rows = [1, 2, 3].map((frame) => row({ frame })).concat(row({ file: 'single.dcm', sopUid: '1.9' }));
    expect(ids(rows, 'sop')).toEqual(['1.2.3.4.5#1', '1.2.3.4.5#2', '1.2.3.4.5#3', '1.9']);
    expect(submissionCsv(rows, 'sop').leftOut).toEqual([]);
  });

  it('keeps the frame number of an image even where only its first frame was scored', () => {
    const rows = [row(), row({ frame: 2, probabilities: undefined, status: 'not scored yet' })];
    expect(ids(rows, 'sop')).toEqual(['1.2.3.4.5#1']);
  });

  it('writes the first of two images with one id and says which was left out', () => {
    const rows = [row({ file: 'a/ID_1.dcm', sopUid: '1.1' }), row({ file: 'b/ID_1.dcm', sopUid: '1.2' })];
    const { csv, leftOut } = submissionCsv(rows, 'auto');
    expect(csv.trimEnd().split('\n')).toHaveLength(7);
    expect(leftOut).toMatchObject([
      { file: 'b/ID_1.dcm', frame: 1, reason: 'Its id ID_1 is already taken by a/ID_1.dcm.' },
    ]);
  });

  it('writes the scored one of two copies, whichever comes first', () => {
    const rows = [
      row({ file: 'a/ID_1.dcm', probabilities: undefined, status: 'not scored yet' }),
      row({ file: 'b/ID_1.dcm' }),
    ];
    const { csv, leftOut } = submissionCsv(rows, 'auto');
    expect(csv).toContain('ID_1_any,0.5');
    expect(leftOut).toMatchObject([{ file: 'a/ID_1.dcm', frame: 1, reason: 'not scored yet' }]);
  });

  it('leaves out an image without probabilities rather than guessing them', () => {
    const rows = [row({ probabilities: undefined, status: 'The pixel data could not be decoded.' })];
    expect(submissionCsv(rows, 'auto')).toMatchObject({
      csv: 'ID,Label\n',
      leftOut: [{ file: 'head/01.dcm', frame: 1, reason: 'The pixel data could not be decoded.' }],
    });
  });

  it('quotes a file name that holds a comma and disarms one that is a formula', () => {
    const rows = [
      row({ file: 'Doe, J.dcm', sopUid: '1.1' }),
      row({ file: '=HYPERLINK("x").dcm', sopUid: '1.2' }),
    ];
    const lines = submissionCsv(rows, 'file').csv.split('\n');
    expect(lines[1]).toBe('"Doe, J_epidural",0.5');
    expect(lines[7]).toBe(`"'=HYPERLINK(""x"")_epidural",0.5`);
  });
});
