import { describe, expect, it } from 'vitest';
import { readInstance } from './read.ts';
import { CT_VALUES, words } from './testing/ct.ts';
import { enhancedFile } from './testing/enhanced.ts';
import type { Elements } from './testing/writer.ts';

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

  it('applies the rescale of each frame to that frame', async () => {
    const { slices } = await readInstance(enhanced([-1024, -1000]), 'enhanced');
    const firstPixels = slices.map(({ frame }) => ('code' in frame ? NaN : frame.values[0]));
    expect(firstPixels).toEqual([-1024, -1000]);
  });
});
