import { describe, expect, it } from 'vitest';
import { hounsfield, imagePixel, millimetre } from '../base/index.ts';
import type { Series, Slice } from '../dicom/index.ts';
import type { Look } from '../viewport/index.ts';
import { createLookGroup, nearestSlice, showOtherSeries } from './beside.ts';
import { groupByName, newStudy, read, slice } from './testing/fakes.ts';
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

  it('is as far along the series where neither says in which frame of reference it lies', () => {
    const first = series([0, 10, 20, 30], undefined);
    const later = series([500, 510, 520, 530], undefined);
    expect([0, 1, 2, 3].map((index) => nearestSlice(later, first, first.slices[index], index))).toEqual([
      0, 1, 2, 3,
    ]);
  });

  it('is none while nothing is on screen', () => {
    expect(nearestSlice(thick, undefined, undefined, -1)).toBeUndefined();
  });
});

describe('panes beside the image', () => {
  it('keep the series they show as it lies, whatever comes on screen, and draw nothing', async () => {
    const study = newStudy();
    const view = createViewStore();
    await study.open((listener) => {
      for (const series of ['one', 'two', 'three']) listener.onInstance(read(slice(series, { series })));
      return Promise.resolve();
    });
    const { viewport, told, hand } = watchedViewport();
    const end = showOtherSeries(viewport, 'three', { study, view }, () => undefined);
    study.selectSeries('two');
    expect(told).not.toContain('as stored');
    view.setState({ dragTool: 'length', inverted: true });
    expect(told.slice(-2)).toEqual(['drag window', 'inverted']);
    hand({ kind: 'probe', at: { x: imagePixel(1), y: imagePixel(0) }, value: hounsfield(40) });
    expect(view.getState().probe).toEqual({ pane: 'series', x: 1, y: 0, value: 40 });
    end();
    expect(view.getState().probe).toBeUndefined();
  });

  it('lie as the one that leads them, also where it comes last', () => {
    const looks = createLookGroup();
    const [lead, early, late] = [watchedViewport(), watchedViewport(), watchedViewport()];
    looks.join(early.viewport);
    const mirrored: Look = {
      view: { scale: 3, pan: { x: 0, y: 0 }, attitude: { mirrored: true, turns: 0 } },
      fits: false,
    };
    looks.join({ ...lead.viewport, look: () => mirrored }, true);
    looks.join(late.viewport);
    expect(early.told).toEqual(['scale 3 mirrored']);
    expect(late.told).toEqual(['scale 3 mirrored']);
    expect(lead.told).toEqual([]);
    late.hand({ kind: 'look', look: { ...mirrored, view: { ...mirrored.view, scale: 4 } } });
    expect(lead.told).toEqual(['scale 4 mirrored']);
  });
});
