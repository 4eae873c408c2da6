import { expect, it } from 'vitest';
import { codeString, dateValue, fitting, identifier, personName, sexValue, timeValue } from './values.ts';

it('dates, times and codes of any header are written as the standard has them, or left empty', () => {
  expect(['19980210', '1998.02.10', '1998-02-10 ', '10.02.1998', '19980231', 'x', ''].map(dateValue)).toEqual(
    ['19980210', '19980210', '19980210', '', '', '', ''],
  );
  expect(['102030.123456', '10:20:30', '10:20', '1020', '10', 'noon'].map(timeValue)).toEqual([
    '102030.123456',
    '102030',
    '1020',
    '1020',
    '10',
    '',
  ]);
  expect(['M', 'f ', 'MALE', 'Female', 'O', 'U', 'MF'].map(sexValue)).toEqual([
    'M',
    'F',
    'M',
    'F',
    'O',
    '',
    '',
  ]);
  expect(['head', 'HEAD & NECK', 'ABDOMENANDPELVIS1'].map(codeString)).toEqual(['HEAD', '', '']);
});

it('an identifier is whole or not there', () => {
  expect([identifier('A123 ', 16), identifier('1'.repeat(17), 16), identifier('A\\B', 16)]).toEqual([
    'A123',
    '',
    '',
  ]);
});

it('a name keeps its groups, each as long as a reader may expect', () => {
  expect(personName(`${'x'.repeat(70)}=山田^太郎`)).toBe(`${'x'.repeat(61)}...=山田^太郎`);
});

it('text is cut to what an attribute holds, and never becomes two values', () => {
  expect(fitting('a\\b', 64)).toBe('a/b');
  expect(fitting('x'.repeat(70), 64)).toHaveLength(64);
});
