import { expect, it } from 'vitest';
import { apart, reportFileName } from './fileNames.ts';

it('no two files that lie side by side have one name', () => {
  const names = [
    'series-2-slice-012.png',
    'other.png',
    'series-2-slice-012.png',
    'series-2-slice-012-2.png',
    'none',
    'none',
  ];
  expect(apart(names)).toEqual([
    'series-2-slice-012.png',
    'other.png',
    'series-2-slice-012-2.png',
    'series-2-slice-012-2-2.png',
    'none',
    'none-2',
  ]);
});

it('the name of a report holds numbers and dots of the series’ identifier alone', () => {
  const named = (uid: string) => reportFileName({ number: 2, uid });
  expect(named('1.2.840.113619')).toBe('report-series-2-113619.dcm');
  expect(named('../../a/b:7')).toBe('report-series-2-....7.dcm');
  expect(named('')).toBe('report-series-2-.dcm');
});
