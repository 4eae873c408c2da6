import { expect, it } from 'vitest';
import { dateOf } from './dates.ts';

const day = (text: string) => dateOf(text)?.toISOString().slice(0, 10);

it('A date is read with dots, with dashes and with neither, whatever spaces are around it', () => {
  expect(['19500304', '1950.03.04', '1950-03-04', ' 19500304 '].map(day)).toEqual(
    Array.from({ length: 4 }, () => '1950-03-04'),
  );
  expect(day('20240229')).toBe('2024-02-29');
});

it('What is no date, or none of the calendar, is not taken for one', () => {
  const others = ['', 'unknown', '04.03.1950', '1950.0304', '1950-03.04', '195003', '19500304120000'];
  const impossible = ['19501304', '19500300', '19500431', '20230229', '00000000'];
  expect([...others, ...impossible].map(day).filter((one) => one !== undefined)).toEqual([]);
});
