import { describe, expect, it } from 'vitest';
import type { TagElement } from '../../dicom/index.ts';
import { COLUMNS, foundIn, itemOfFrame, rowText, tagRows, VALUE } from './rows.ts';

const text = (tag: string, path: string, name: string, ...values: string[]): TagElement => ({
  path,
  tag,
  vr: 'LO',
  keyword: name.replaceAll(' ', ''),
  name,
  value: { kind: 'text', values },
});
const inner = text('(0008,1155)', 's/1/i', 'Inner Thing', '1.2.3');
const sequence: TagElement = {
  ...text('(0008,1140)', 's', 'Some Sequence'),
  vr: 'SQ',
  value: { kind: 'sequence', items: [[inner], [text('(0008,1155)', 's/2/i', 'Inner Thing', '9.9')]] },
};
const elements = [text('(0010,0010)', 'n', 'Patient Name', 'Doe Jane'), sequence];

const paths = (query: string, ...closed: string[]) =>
  tagRows(elements, query, new Set(closed)).rows.map(({ path }) => path);

describe('the lines of the tag browser', () => {
  it('indent items below their sequence and elements below their item', () => {
    const { rows, all } = tagRows(elements, '', new Set());
    expect(rows.map(({ path, level }) => `${path} ${level}`)).toEqual([
      'n 1',
      's 1',
      's/1 2',
      's/1/i 3',
      's/2 2',
      's/2/i 3',
    ]);
    expect(all).toBe(4);
  });

  it('point out the item of the frame on screen', () => {
    const frames: TagElement = { ...sequence, path: 'x52009230' };
    const onScreen = itemOfFrame([frames], 2);
    expect(onScreen).toBe('x52009230/2');
    const { rows } = tagRows([frames], '', new Set(), onScreen);
    expect(rows.filter((row) => row.onScreen).map(({ path, cells }) => [path, cells[2]])).toEqual([
      ['x52009230/2', 'Item 2, the image on screen'],
    ]);
    expect(itemOfFrame([frames], 3)).toBeUndefined();
    expect(itemOfFrame([sequence], 1)).toBeUndefined();
  });

  it('leave out what is closed, and a search opens it', () => {
    expect(paths('', 's/1')).toEqual(['n', 's', 's/1', 's/2', 's/2/i']);
    expect(paths('', 's')).toEqual(['n', 's']);
    expect(paths('1.2.3', 's')).toEqual(['s', 's/1', 's/1/i']);
  });

  it.each([
    ['00100010', ['n']],
    ['(0010', ['n']],
    ['patientname', ['n']],
    ['DOE', ['n']],
    ['some seq', ['s']],
    ['nothing', []],
  ])('are found by %s', (query, found) => {
    expect(paths(query)).toEqual(found);
  });

  it('count what matches, not what stands above it', () => {
    expect(tagRows(elements, '9.9', new Set()).matches).toBe(1);
  });
});

it('marks the part that was looked for in its own letters', () => {
  expect(foundIn('Patient Name', 'NAME')).toEqual(['Patient ', 'Name', '']);
  expect(foundIn('Patient Name', '')).toBeUndefined();
});

it('copies a row as cells of a table', () => {
  const [row] = tagRows(elements, '', new Set()).rows;
  expect(row && rowText(row)).toBe('(0010,0010)\tLO\tPatient Name\tPatientName\tDoe Jane');
});

it('the value is the last column', () => {
  const [row] = tagRows(elements, '', new Set()).rows;
  expect(COLUMNS[VALUE]).toBe('value');
  expect(row?.cells[VALUE]).toBe('Doe Jane');
});
