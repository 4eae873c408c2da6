import { describe, expect, it } from 'vitest';
import { groupSeries } from './series.ts';
import { at, notices, only, slice } from './testing/slices.ts';
import type { Elements } from './testing/writer.ts';

describe('grouping into series', () => {
  it('sorts axial slices from the feet to the head, whatever their numbers say', () => {
    const series = only(groupSeries([at(10, { '00200013': ['IS', '1'] }), at(0), at(5), at(-5)]));
    expect(series.positions).toEqual([-5, 0, 5, 10]);
    expect(notices(series)).toEqual([]);
  });

  it('sorts flipped axial slices from the feet to the head as well', () => {
    const flipped: Partial<Elements> = { '00200037': ['DS', '1\\0\\0\\0\\-1\\0'] };
    expect(only(groupSeries([at(10, flipped), at(0, flipped), at(5, flipped)])).positions).toEqual([
      0, 5, 10,
    ]);
  });

  it('measures a tilted series along its normal', () => {
    const radians = (20 * Math.PI) / 180;
    const tilted: Partial<Elements> = {
      '00200037': ['DS', `1\\0\\0\\0\\${Math.cos(radians)}\\${Math.sin(radians)}`],
      '00181120': ['DS', '20'],
    };
    const series = only(groupSeries([at(10, tilted), at(0, tilted), at(5, tilted)]));
    expect(series.positions[2]).toBeCloseTo(10 * Math.cos(radians), 3);
    expect(series.notices[0]?.text).toMatch(/tilted by 20°/);
  });

  it('measures along a normal of length 1, however the cosines are rounded', () => {
    const rounded: Partial<Elements> = { '00200037': ['DS', '0.99\\0\\0\\0\\-0.99\\0'] };
    expect(only(groupSeries([at(10, rounded), at(0, rounded)])).positions).toEqual([0, 10]);
  });

  it('parts localizers, other sizes and other frames of reference, of the same series UID', () => {
    const coronal: Partial<Elements> = { '00200037': ['DS', '1\\0\\0\\0\\0\\-1'] };
    const other: Partial<Elements> = { '00200052': ['UI', '1.2.3.10'] };
    const wider: Partial<Elements> = { '00280011': ['US', [3]], '00280010': ['US', [2]] };
    const all = groupSeries([at(0), at(5), at(0, coronal), at(0, other), at(0, wider)]);
    expect(all.map(({ slices }) => slices.length).sort()).toEqual([1, 1, 1, 2]);
    expect(all.every((one) => notices(one).includes('dicom/parted-series'))).toBe(true);
    expect(new Set(all.map(({ key }) => key)).size).toBe(4);
  });

  it('takes two modalities for two series where no series UID tells, and not for parts of one', () => {
    const unnamed: Partial<Elements> = { '0020000E': ['UI', ''], '0008103E': ['LO', 'Head'] };
    const mr: Partial<Elements> = { ...unnamed, '00080060': ['CS', 'MR'] };
    const all = groupSeries([at(0, unnamed), at(5, unnamed), at(0, mr), at(5, mr)]);
    expect(all.map(({ modality }) => modality)).toEqual(['CT', 'MR']);
    expect(all.flatMap(notices)).toEqual(['dicom/series-not-ct']);
  });

  it('keeps one stack together whose direction cosines are rounded differently', () => {
    const rounded: Partial<Elements> = { '00200037': ['DS', '0.9999\\-0.002\\0\\0.002\\1\\0'] };
    expect(only(groupSeries([at(0), at(5, rounded)])).slices).toHaveLength(2);
  });

  it('never mixes two patients, even under one series UID', () => {
    expect(groupSeries([at(0), at(5, { '00100020': ['LO', 'P2'] })])).toHaveLength(2);
  });

  it('keeps the key of a series while its slices arrive', () => {
    const slices = [at(5), at(0), at(10)];
    const keys = slices.map((_, i) => only(groupSeries(slices.slice(0, i + 1))).key);
    expect(new Set(keys).size).toBe(1);
  });

  it('never mixes two patients whose files have no patient ID', () => {
    const named = (name: string) => at(0, { '00100010': ['PN', name], '00100020': ['LO', ''] });
    expect(groupSeries([named('Doe^John'), named('Roe^Jane')]).map(({ patient }) => patient.name)).toEqual([
      'Doe John',
      'Roe Jane',
    ]);
  });

  it('orders by patient, study and series number', () => {
    const series = groupSeries([
      slice({ '00100010': ['PN', 'Zeta'], '00100020': ['LO', 'P0'], '00200011': ['IS', '1'] }),
      slice({ '0020000E': ['UI', '1.10'], '00200011': ['IS', '10'] }),
      slice({ '0020000E': ['UI', '1.9'], '00200011': ['IS', '9'] }),
    ]);
    expect(series.map(({ patient, number }) => [patient.name, number])).toEqual([
      ['Doe Jane', 9],
      ['Doe Jane', 10],
      ['Zeta', 1],
    ]);
  });

  it('sorts by image number, then by file name, where a position is missing', () => {
    const numbered = (number: string, file: string) =>
      slice({ '00200032': ['DS', ''], '00200013': ['IS', number] }, file);
    const series = only(
      groupSeries([numbered('', 'a10'), numbered('', 'a9'), numbered('2', 'x'), numbered('1', 'z')]),
    );
    expect(series.slices.map(({ instance }) => instance.file)).toEqual(['z', 'x', 'a9', 'a10']);
    expect(notices(series)).toEqual(['dicom/no-positions']);
  });

  it('groups nothing into nothing', () => {
    expect(groupSeries([])).toEqual([]);
  });
});
