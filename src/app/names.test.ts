import { expect, it } from 'vitest';
import { seriesName, studyName, studyShort } from './names.ts';

const patient = { name: 'Doe Jane', id: 'P1', birthDate: '', sex: '' };
const study = { uid: '1.2', description: 'HEAD', date: '20260304', accessionNumber: '' };

it('a series is named by its number and description, as far as the file has them', () => {
  expect(seriesName({ number: 0, description: 'axial' })).toBe('0  axial');
  expect(seriesName({ number: 2, description: '' })).toBe('2');
  expect(seriesName({ number: 2, description: '' }, 'Unnamed series')).toBe('2  Unnamed series');
  expect(seriesName({ number: undefined, description: '' })).toBe('');
});

it('a study is named by its patient, or the patient’s ID, then date and description', () => {
  expect(studyName({ patient, study })).toBe('Doe Jane · 2026-03-04 · HEAD');
  expect(studyShort({ patient: { ...patient, name: '' }, study })).toBe('P1 · 2026-03-04');
  const bare = { patient: { ...patient, name: '', id: '' }, study: { ...study, date: '', description: '' } };
  expect(studyName(bare)).toBe('No patient name');
});
