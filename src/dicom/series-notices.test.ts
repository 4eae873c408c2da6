import { describe, expect, it } from 'vitest';
import { parseInstance } from './instance.ts';
import { groupSeries } from './series.ts';
import { ctFile } from './testing/ct.ts';
import { at, notices, only, slice, stack } from './testing/slices.ts';
import type { Elements } from './testing/writer.ts';
import type { Slice } from './types.ts';

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

  it('give no millimetres where the pixels have none', () => {
    const places = [0, 5, 10, 20, 25, 30, 35, 38, 43];
    const series = only(groupSeries(places.map((z) => at(z, { '00280030': undefined }))));
    const text = series.notices.map((notice) => notice.text).join(' ');
    expect(text).toMatch(
      /1 image seemingly missing, at one place: the step there is a multiple of the usual/,
    );
    expect(text).toContain('from 0.6 to 1 times the usual step');
    expect(text).not.toMatch(/\bmm\b/);
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
