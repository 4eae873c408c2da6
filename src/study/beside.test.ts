import { describe, expect, it } from 'vitest';
import { millimetre } from '../base/index.ts';
import type { Series, Slice } from '../dicom/index.ts';
import { nearestSlice, showOtherSeries, showWindow } from './beside.ts';
import { BRAIN, groupByName, newStudy, read, slice } from './testing/fakes.ts';
import { watchedViewport } from './testing/watchedViewport.ts';
import { createViewStore } from './view.ts';

/** A series along the patient's axis; a spacing makes its slices' middles known. */
function series(heights: readonly number[], frameOfReferenceUid: string | undefined): Series {
  const slices = heights.map((z, index): Slice => {
    const one = slice(`${frameOfReferenceUid ?? 'none'}${index}`, { z });
    const pixelSpacing = { row: millimetre(0.5), column: millimetre(0.5) };
    return {
      ...one,
      geometry: { ...one.geometry, pixelSpacing },
      instance: { ...one.instance, frameOfReferenceUid },
    };
  });
  const [first] = groupByName(slices);
  if (!first) throw new Error('no series');
  return { ...first, positions: heights.map(millimetre) };
}

describe('the slice beside', () => {
  const thick = series([0, 10, 20, 30], 'A');

  it('is the nearest in the patient where both lie in one frame of reference', () => {
    const thin = series([5, 6, 7, 8, 9, 10, 11, 12], 'A');
    expect(nearestSlice(thin, thick, thick.slices[1], 1)).toBe(5);
    expect(nearestSlice(thin, thick, thick.slices[3], 3)).toBe(7);
    expect(nearestSlice(thick, thin, thin.slices[0], 0)).toBe(0);
  });

  it('is as far along the series where they do not', () => {
    const other = series([100, 110, 120, 130, 140, 150, 160], 'B');
    expect(nearestSlice(other, thick, thick.slices[0], 0)).toBe(0);
    expect(nearestSlice(other, thick, thick.slices[1], 1)).toBe(2);
    expect(nearestSlice(other, thick, thick.slices[3], 3)).toBe(6);
  });

  it('is none while nothing is on screen', () => {
    expect(nearestSlice(thick, undefined, undefined, -1)).toBeUndefined();
  });
});

describe('panes beside the image', () => {
  it('show another series as it is stored where they follow the one on screen, and only there', async () => {
    const study = newStudy();
    const view = createViewStore();
    await study.open((listener) => {
      for (const series of ['one', 'two', 'three']) listener.onInstance(read(slice(series, { series })));
      return Promise.resolve();
    });
    const window = watchedViewport();
    const compared = watchedViewport();
    showWindow(window.viewport, BRAIN, { study, view });
    showOtherSeries(compared.viewport, 'three', study, () => undefined);
    study.selectSeries('two');
    expect(window.told).toEqual(expect.arrayContaining(['as stored', 'show two#1']));
    expect(compared.told).not.toContain('as stored');
  });
});
