import { describe, expect, it } from 'vitest';
import { ageAt, comparePatients, compareSeries, openStudies } from './openStudies.ts';
import { groupByName, slice } from './testing/fakes.ts';

const JANE = { name: 'Doe Jane', id: 'P1', birthDate: '19500101', sex: 'F' };
const NOBODY = { name: '', id: '', birthDate: '', sex: '' };

describe('two patients', () => {
  it('are one where id and birth date agree, however the name is spelt', () => {
    expect(comparePatients(JANE, { ...JANE, name: 'DOE^JANE' })).toBe('same');
    expect(comparePatients(JANE, { ...JANE, birthDate: '1950.01.01' })).toBe('same');
  });

  it('are two where id, birth date or sex differ, even under one name', () => {
    expect(comparePatients(JANE, { ...JANE, id: 'P2' })).toBe('different');
    expect(comparePatients(JANE, { ...JANE, birthDate: '19510101' })).toBe('different');
    expect(comparePatients(JANE, { ...JANE, sex: 'M' })).toBe('different');
  });

  it('are two where no id is there to say otherwise and the names differ', () => {
    expect(comparePatients({ ...JANE, id: '' }, { ...JANE, name: 'Roe Ann', id: '' })).toBe('different');
  });

  it('are not known to be one where the files do not say', () => {
    expect(comparePatients(NOBODY, NOBODY)).toBe('unknown');
    expect(comparePatients(JANE, NOBODY)).toBe('unknown');
    expect(comparePatients({ ...NOBODY, name: 'Doe' }, { ...NOBODY, name: 'Doe' })).toBe('unknown');
  });

  it('are one in two series of one study whose files name nobody', () => {
    const of = (study: string) =>
      groupByName([slice('a', { series: '1', study: 'S' }), slice('b', { series: '2', study })]).map(
        (one) => ({
          ...one,
          patient: NOBODY,
        }),
      );
    const [a, b] = of('S');
    const [c, d] = of('T');
    if (!a || !b || !c || !d) throw new Error('four series');
    expect(compareSeries(a, b)).toBe('same');
    expect(compareSeries(c, d)).toBe('unknown');
  });
});

it('studies stand by patient, the latest of each first, with their series', () => {
  const at = (name: string, study: string, date: string, patient = JANE) => {
    const one = slice(name, { series: name, study, patient });
    return { ...one, instance: { ...one.instance, study: { ...one.instance.study, date } } };
  };
  const series = groupByName([
    at('a', 'S1', '20200101'),
    at('b', 'S2', '20240101'),
    at('c', 'S1', '20200101'),
    at('d', 'S3', '20250101', { ...JANE, name: 'Able Ann', id: 'P0' }),
  ]);
  expect(openStudies({ series }).map(({ study, series: members }) => [study.uid, members.length])).toEqual([
    ['S3', 1],
    ['S2', 1],
    ['S1', 2],
  ]);
});

describe('the age', () => {
  it('is counted in whole years up to the day of the study', () => {
    expect(ageAt('19500615', '20240614')).toEqual({ count: 73, unit: 'Y' });
    expect(ageAt('19500615', '20240615')).toEqual({ count: 74, unit: 'Y' });
    expect(ageAt('1950-06-15', '2024.06.14 ')).toEqual({ count: 73, unit: 'Y' });
  });

  it('is counted in months below two years, and is not guessed', () => {
    expect(ageAt('20240101', '20250201')).toEqual({ count: 13, unit: 'M' });
    expect(ageAt('', '20250201')).toBeUndefined();
    expect(ageAt('20260101', '20250201')).toBeUndefined();
  });
});
