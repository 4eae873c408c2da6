import { expect, it } from 'vitest';
import { apart } from './fileNames.ts';

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
