import { describe, expect, it } from 'vitest';
import { readInstance } from './read.ts';
import { groupSeries } from './series.ts';
import { CT_VALUES, words } from './testing/ct.ts';
import { enhancedFile } from './testing/enhanced.ts';
import { dicomFile, type Elements } from './testing/writer.ts';
import { IMPLICIT_LITTLE_ENDIAN } from './transfer-syntaxes.ts';

describe('an Enhanced CT of several frames', () => {
  const perFrame = (z: number, intercept: number): Elements => ({
    '00209113': ['SQ', { items: [{ '00200032': ['DS', `0\\0\\${z}`] }] }],
    '00289145': ['SQ', { items: [{ '00281052': ['DS', String(intercept)], '00281053': ['DS', '1'] }] }],
  });
  const shared: Elements = {
    '00209116': ['SQ', { items: [{ '00200037': ['DS', '1\\0\\0\\0\\1\\0'] }] }],
    '00289110': ['SQ', { items: [{ '00280030': ['DS', '0.7\\0.6'], '00180050': ['DS', '5'] }] }],
    '00289132': ['SQ', { items: [{ '00281050': ['DS', '40'], '00281051': ['DS', '80'] }] }],
    '00189304': ['SQ', { items: [{ '00181120': ['DS', '12.5'] }] }],
    '00189325': ['SQ', { items: [{ '00180060': ['DS', '120'] }] }],
  };
  const enhanced = (intercepts: [number, number]) =>
    enhancedFile(shared, [perFrame(10, intercepts[0]), perFrame(15, intercepts[1])], {
      '7FE00010': ['OW', words([...CT_VALUES, ...CT_VALUES])],
    });

  it('takes place, spacing, window, tilt and voltage from its functional groups', async () => {
    const { instance, slices } = await readInstance(enhanced([-1024, -1024]), 'enhanced');
    expect(slices.map(({ slice }) => [slice.id, slice.geometry.position])).toEqual([
      ['1.2.3.4#1', [0, 0, 10]],
      ['1.2.3.4#2', [0, 0, 15]],
    ]);
    expect(instance).toMatchObject({
      geometry: [{ pixelSpacing: { row: 0.7, column: 0.6 }, sliceThickness: 5 }, {}],
      windows: [{ center: 40, width: 80 }],
      gantryTiltDegrees: 12.5,
      kvp: 120,
      rescale: { slope: 1, intercept: -1024 },
      frameRescale: undefined,
    });
  });

  it('takes from there that values are no Hounsfield units', async () => {
    const rescale = {
      '00281052': ['DS', '0'],
      '00281053': ['DS', '1'],
      '00281054': ['LO', 'Z_EFF'],
    } as const;
    const map = enhancedFile({ ...shared, '00289145': ['SQ', { items: [rescale] }] }, [{}], {});
    const { instance, slices } = await readInstance(map, 'map');
    expect(instance.rescaleType).toBe('Z_EFF');
    expect(slices[0]?.frame).toMatchObject({ otherUnit: true });
  });

  it('is parted where its frames say that they are of two times', async () => {
    const frame = (z: number, time: number): Elements => ({
      ...perFrame(z, -1024),
      '00209111': ['SQ', { items: [{ '00209128': ['UL', [time]] }] }],
    });
    const places = [0, 5, 10];
    const frames = [1, 2].flatMap((time) => places.map((z) => frame(z, time)));
    const pixels = words(frames.flatMap(() => CT_VALUES));
    const { slices } = await readInstance(
      enhancedFile(shared, frames, { '7FE00010': ['OW', pixels] }),
      'two',
    );
    const series = groupSeries(slices.map(({ slice }) => slice));
    expect(series.map((one) => one.slices.map(({ frame: number }) => number))).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
  });

  it('is read where an archive did not know its functional groups and wrote them as bytes', async () => {
    const known = enhanced([-1024, -1000]);
    const groups = (items: readonly Elements[]) =>
      // The bytes of the one sequence, behind its tag and its length.
      dicomFile({ '52009230': ['SQ', { items }] }, { syntax: IMPLICIT_LITTLE_ENDIAN, header: 'none' }).slice(
        8,
      );
    const unknown = enhancedFile(shared, [{}, {}], {
      '7FE00010': ['OW', words([...CT_VALUES, ...CT_VALUES])],
      '52009229': ['UN', groups([shared])],
      '52009230': ['UN', groups([perFrame(10, -1024), perFrame(15, -1000)])],
    });
    const [from, to] = [await readInstance(known, 'k'), await readInstance(unknown, 'k')];
    expect(to.instance).toEqual(from.instance);
    expect(to.slices.map(({ frame }) => frame)).toEqual(from.slices.map(({ frame }) => frame));
  });

  it('applies the rescale of each frame to that frame', async () => {
    const { slices } = await readInstance(enhanced([-1024, -1000]), 'enhanced');
    const firstPixels = slices.map(({ frame }) => ('code' in frame ? NaN : frame.values[0]));
    expect(firstPixels).toEqual([-1024, -1000]);
  });
});
