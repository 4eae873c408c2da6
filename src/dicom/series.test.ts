import { describe, expect, it } from 'vitest';
import { parseInstance } from './instance.ts';
import { groupSeries } from './series.ts';
import { ctFile } from './testing/ct.ts';
import type { Elements } from './testing/writer.ts';
import type { Series, Slice } from './types.ts';

let made = 0;

function slice(changes: Partial<Elements> = {}, file = `IM${(made += 1)}`): Slice {
  const { instance } = parseInstance(ctFile({ '00080018': ['UI', `1.2.${(made += 1)}`], ...changes }), file);
  const [geometry] = instance.geometry;
  if (!geometry) throw new Error('no geometry');
  return { id: `${instance.sopInstanceUid}#1`, instance, frame: 1, geometry };
}

const at = (z: number, changes: Partial<Elements> = {}) =>
  slice({ '00200032': ['DS', `0\\0\\${z}`], ...changes });
const stack = (...positions: number[]) => groupSeries(positions.map((z) => at(z)));
const only = (series: Series[]): Series => {
  const [first, ...rest] = series;
  if (!first || rest.length > 0) throw new Error(`${series.length} series instead of one`);
  return first;
};
const notices = (series: Series) => series.notices.map(({ code }) => code);

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

  it('parts localizers, other sizes and other frames of reference, of the same series UID', () => {
    const coronal: Partial<Elements> = { '00200037': ['DS', '1\\0\\0\\0\\0\\-1'] };
    const other: Partial<Elements> = { '00200052': ['UI', '1.2.3.10'] };
    const wider: Partial<Elements> = { '00280011': ['US', [3]], '00280010': ['US', [2]] };
    const all = groupSeries([at(0), at(5), at(0, coronal), at(0, other), at(0, wider)]);
    expect(all.map(({ slices }) => slices.length).sort()).toEqual([1, 1, 1, 2]);
    expect(all.every((one) => notices(one).includes('dicom/parted-series'))).toBe(true);
    expect(new Set(all.map(({ key }) => key)).size).toBe(4);
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

describe('notices of a series', () => {
  it('tell how much of the machine a large series needs', () => {
    const wide: Partial<Elements> = { '00280010': ['US', [4096]], '00280011': ['US', [4096]] };
    const bytes = ctFile(wide);
    const { instance } = parseInstance(bytes, 'wide');
    const [geometry] = instance.geometry;
    const slices = Array.from({ length: 20 }, (_, index): Slice => {
      const sopInstanceUid = `1.2.7.${index}`;
      const place = { ...geometry, position: [0, 0, 5 * index] } as Slice['geometry'];
      return {
        id: `${sopInstanceUid}#1`,
        instance: { ...instance, sopInstanceUid },
        frame: 1,
        geometry: place,
      };
    });
    const series = only(groupSeries(slices));
    expect(notices(series)).toEqual(['dicom/large-series']);
    expect(series.notices[0]?.text).toBe(
      'A large series: 20 images, about 0.7 GB in memory while it is open.',
    );
    expect(notices(only(groupSeries(slices.slice(0, 12))))).toEqual([]);
  });

  it('tell of a missing slice', () => {
    const series = only(stack(0, 5, 10, 20, 25, 30));
    expect(notices(series)).toEqual(['dicom/missing-images']);
    expect(series.notices[0]?.text).toMatch(/^1 image seemingly missing, at one place/);
  });

  it('tell of missing slices at several places, each by itself', () => {
    const all = Array.from({ length: 31 }, (_, index) => index * 5);
    const without = (...lost: number[]) => only(stack(...all.filter((z) => !lost.includes(z))));
    const three = without(25, 70, 110);
    expect(notices(three)).toEqual(['dicom/missing-images']);
    expect(three.notices[0]?.text).toMatch(/^3 images seemingly missing, at 3 places/);
    expect(without(15, 30, 35, 50, 65, 95, 120).notices[0]?.text).toMatch(/^7 images .*at 6 places/);
    // A coarser second half takes nothing from what is missing in the first.
    const both = only(stack(0, 5, 10, 20, 25, 30, 35, 40, 50, 60, 70));
    expect(notices(both)).toEqual(['dicom/missing-images', 'dicom/uneven-spacing']);
    expect(both.notices[0]?.text).toMatch(/^1 image seemingly missing, at one place/);
  });

  it('do not take single steps between thicker slices, or of no multiple, for missing ones', () => {
    const thick = (z: number) => at(z, { '00180050': ['DS', [10, 20, 40, 50].includes(z) ? '6' : '5'] });
    const places = [0, 5, 10, 20, 25, 30, 35, 40, 50, 55];
    expect(notices(only(groupSeries(places.map(thick))))).toEqual(['dicom/uneven-spacing']);
    const odd = [0, 5, 10, 18.5, 23.5, 28.5, 33.5, 42, 47];
    expect(notices(only(stack(...odd)))).toEqual(['dicom/uneven-spacing']);
  });

  it('tell of uneven spacing', () => {
    const series = only(stack(0, 4.22, 8.44, 12.66, 13.8, 21.18, 28.56));
    expect(series.notices).toMatchObject([
      { code: 'dicom/uneven-spacing', text: 'Spacing is uneven: 4.22 mm as a rule, from 1.14 to 7.38 mm.' },
    ]);
  });

  it('tell of pixels of another size, which are no rounding', () => {
    const field = (mm: string): Partial<Elements> => ({ '00280030': ['DS', `${mm}\\${mm}`] });
    const of = (...spacings: string[]) =>
      only(groupSeries(spacings.map((mm, index) => at(index * 5, field(mm)))));
    const zoomed = of('0.4', '0.4', '0.4', '0.4', '0.5', '0.5', '0.5');
    expect(notices(zoomed)).toEqual(['dicom/uneven-pixel-spacing']);
    expect(zoomed.notices[0]?.text).toMatch(/^Pixel spacing is uneven, from 0.4 to 0.5 mm/);
    expect(zoomed.slices.map(({ geometry }) => geometry.pixelSpacing?.row)).toEqual([
      0.4, 0.4, 0.4, 0.4, 0.5, 0.5, 0.5,
    ]);
    expect(notices(of('0.488281', '0.488', '0.48828125'))).toEqual([]);
  });

  it('do not take a coarser second half for missing slices', () => {
    expect(notices(only(stack(0, 5, 10, 15, 20, 30, 40, 50, 60)))).toEqual(['dicom/uneven-spacing']);
  });

  it('do not take a few thicker slices for missing ones between them', () => {
    const thick = (mm: number) => ({ '00180050': ['DS', `${mm}`] }) satisfies Partial<Elements>;
    const ends = (mm: number) =>
      only(groupSeries([...[0, 5, 10, 15, 20, 25].map((z) => at(z, thick(5))), at(35, thick(mm))]));
    expect(notices(ends(10))).toEqual(['dicom/uneven-spacing']);
    expect(notices(ends(5))).toEqual(['dicom/missing-images']);
  });

  it('tell of a tilt that only the positions show', () => {
    const radians = (20 * Math.PI) / 180;
    const orientation: Partial<Elements> = {
      '00200037': ['DS', `1\\0\\0\\0\\${Math.cos(radians)}\\${Math.sin(radians)}`],
    };
    const tilted = only(groupSeries([0, 5, 10, 15].map((z) => at(z, orientation))));
    expect(notices(tilted)).toEqual(['dicom/gantry-tilt']);
    expect(tilted.notices[0]?.text).toMatch(/gantry tilted by 20°, which the files do not state/);
    const placed = (x: number, z: number) => slice({ '00200032': ['DS', `${x}\\0\\${z}`] });
    const sheared = [0, 1, 2, 3].map((index) => placed(index * 2, index * 5));
    expect(only(groupSeries(sheared)).notices[0]?.text).toMatch(/tilted by 21.8°/);
    // A slice that was moved aside is no tilt, and rounding is none.
    expect(notices(only(groupSeries([placed(0, 0), placed(9, 5), placed(0, 10), placed(9, 15)])))).toEqual(
      [],
    );
    expect(notices(only(groupSeries([placed(0, 0), placed(0.01, 5), placed(0.02, 10)])))).toEqual([]);
  });

  it('tell of doubled positions, and keep both images', () => {
    const series = only(stack(0, 5, 5, 10));
    expect(series.slices).toHaveLength(4);
    expect(notices(series)).toEqual(['dicom/doubled-positions']);
  });

  it('tell of a single image, and of what is not CT', () => {
    expect(notices(only(stack(0)))).toEqual(['dicom/single-image']);
    expect(
      notices(only(groupSeries([at(0, { '00080060': ['CS', 'MR'] }), at(5, { '00080060': ['CS', 'MR'] })]))),
    ).toEqual(['dicom/series-not-ct']);
  });
});
