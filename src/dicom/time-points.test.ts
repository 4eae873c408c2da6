import { describe, expect, it } from 'vitest';
import { groupSeries } from './series.ts';
import { at, notices, only, stack } from './testing/slices.ts';
import type { Elements } from './testing/writer.ts';

describe('a series that holds the same places several times', () => {
  const pass = (time: Partial<Elements>, ...positions: number[]) => positions.map((z) => at(z, time));
  const number = (value: string): Partial<Elements> => ({ '00200012': ['IS', value] });
  const seconds = (value: number): Partial<Elements> => ({
    '00080023': ['DA', '20250102'],
    '00080033': ['TM', `1112${String(value).padStart(2, '0')}.5`],
  });

  const times: readonly (readonly [string, (time: number) => Partial<Elements>])[] = [
    ['temporal position', (time) => ({ '00200100': ['IS', `${time}`] })],
    ['acquisition number', (time) => number(`${time}`)],
    ['acquisition time', (time) => ({ '00080022': ['DA', '20250102'], '00080032': ['TM', `10000${time}`] })],
  ];

  it.each(times)('is parted by %s into stacks that can be scrolled', (name, time) => {
    const series = groupSeries([...pass(time(2), 0, 5, 10), ...pass(time(1), 10, 5, 0)]);
    expect(series.map(({ positions }) => positions)).toEqual([
      [0, 5, 10],
      [0, 5, 10],
    ]);
    expect(series.map(({ timePoint }) => timePoint)).toEqual([
      { number: 1, of: 2 },
      { number: 2, of: 2 },
    ]);
    expect(series[0]?.notices.map(({ text }) => text)).toEqual([
      `The series holds the same places 2 times, told apart by ${name}: this is time point 1 of 2. Each is listed as a series of its own.`,
    ]);
    expect(new Set(series.map(({ key }) => key)).size).toBe(2);
  });

  it('is parted where every slice has a time of its own and one pass follows the other', () => {
    const slices = [0, 5, 10, 0, 5, 10].map((z, index) => at(z, seconds(index)));
    expect(groupSeries(slices).map(({ positions }) => positions)).toEqual([
      [0, 5, 10],
      [0, 5, 10],
    ]);
  });

  it('is parted though the table came back a hair beside', () => {
    for (const off of [0.001, 0.004, 0.02, 0.05]) {
      const second = [0, 5, 10].map((z) => at(z + off, { ...number('2'), '00180050': ['DS', '5'] }));
      const first = [0, 5, 10].map((z) => at(z, { ...number('1'), '00180050': ['DS', '5'] }));
      expect(groupSeries([...first, ...second]).map(({ slices }) => slices.length)).toEqual([3, 3]);
    }
  });

  it('keeps its order where the thickness is nonsense or the slices overlap', () => {
    const thick: Partial<Elements> = { '00180050': ['DS', '60'] };
    const places = [0, 1, 2, 3, 4];
    const series = only(groupSeries(places.map((z) => at(z, { ...thick, '00200013': ['IS', `${9 - z}`] }))));
    expect(series.positions).toEqual(places);
    expect(notices(series)).toEqual([]);
  });

  it('is told as doubled, and of its true spacing, where nothing tells its passes apart', () => {
    const series = only(groupSeries([0, 5, 10, 15].flatMap((z) => [at(z), at(z + 0.009)])));
    expect(notices(series)).toEqual(['dicom/doubled-positions']);
  });

  it('is parted though a slice is lost, which is told of the pass that lacks it', () => {
    const series = groupSeries([
      ...pass(number('1'), 0, 5, 10, 15, 20, 25),
      ...pass(number('2'), 0, 5, 15, 20, 25),
    ]);
    expect(series.map(notices)).toEqual([
      ['dicom/time-points'],
      ['dicom/time-points', 'dicom/missing-images'],
    ]);
  });

  it('stays together where only some slices were taken again, or nothing tells the times apart', () => {
    const again = only(groupSeries([...pass(number('1'), 0, 5, 10, 15), ...pass(number('2'), 5)]));
    expect(notices(again)).toEqual(['dicom/doubled-positions']);
    expect(notices(only(stack(0, 0, 5, 5, 10, 10)))).toEqual(['dicom/doubled-positions']);
    // Each place again and again before the next: the times of the passes are mixed.
    const cine = [0, 0, 5, 5, 10, 10].map((z, index) => at(z, seconds(index)));
    expect(notices(only(groupSeries(cine)))).toEqual(['dicom/doubled-positions']);
  });
});
