import { describe, expect, it } from 'vitest';
import { probability } from '../base/index.ts';
import { perImageCsv } from './perImage.ts';
import { reportRow } from './row.ts';

const image = {
  frame: 2,
  instance: {
    file: 'study/a.dcm',
    study: { uid: '1.1' },
    series: { uid: '1.2' },
    sopInstanceUid: '1.3',
    instanceNumber: 7,
    patient: { id: 'P1', name: 'Doe, Jane', birthDate: '19500101', sex: 'F' },
  },
};
const half = probability(0.5);
const probabilities = {
  epidural: half,
  intraparenchymal: half,
  intraventricular: half,
  subarachnoid: half,
  subdural: half,
  any: half,
};
const source = { model: 'm 1', modelSha256: 'abc', device: 'wasm: test', software: 'hemolens' };

describe('the row of a frame', () => {
  it('says where the frame comes from, and that it was scored', () => {
    expect(reportRow(image, 12.5, { probabilities })).toEqual({
      file: 'study/a.dcm',
      studyUid: '1.1',
      seriesUid: '1.2',
      sopUid: '1.3',
      frame: 2,
      instanceNumber: 7,
      positionMm: 12.5,
      probabilities,
      status: 'scored',
      patient: { id: 'P1', name: 'Doe, Jane', birthDate: '19500101' },
    });
  });

  it('says why a frame has no probabilities', () => {
    const row = reportRow(image, undefined, { status: 'The file ends too early.' });
    expect(row).toMatchObject({ probabilities: undefined, status: 'The file ends too early.' });
  });

  it('names the patient in the table only where that is asked for', () => {
    const rows = [reportRow(image, 12.5, { probabilities })];
    expect(perImageCsv(rows, source)).not.toMatch(/Doe|P1|1950/);
    expect(perImageCsv(rows, source, { patient: true })).toContain('P1,"Doe, Jane",19500101');
  });
});
