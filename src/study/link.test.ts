import { describe, expect, it } from 'vitest';
import { millimetre } from '../base/index.ts';
import type { Series, Slice } from '../dicom/index.ts';
import { forgetOffset, linkedSlice, sliceBeside, stepBeside } from './link.ts';
import { groupByName, newStudy, read, SAGITTAL, slice } from './testing/fakes.ts';
import { createViewStore } from './view.ts';

interface Wanted {
  readonly series?: string;
  readonly orientation?: Slice['geometry']['orientation'];
}

/** Slices along the patient's axis; a spacing makes their middles known. */
function slicesAt(heights: readonly number[], frameOfReferenceUid: string | undefined, wanted: Wanted = {}) {
  return heights.map((z, index): Slice => {
    const one = slice(`${wanted.series ?? ''}${frameOfReferenceUid ?? 'none'}${index}`, { z, ...wanted });
    const pixelSpacing = { row: millimetre(0.5), column: millimetre(0.5) };
    return {
      ...one,
      geometry: { ...one.geometry, pixelSpacing },
      instance: { ...one.instance, frameOfReferenceUid },
    };
  });
}

function series(
  heights: readonly number[],
  frameOfReferenceUid: string | undefined,
  wanted: Wanted = {},
): Series {
  const [first] = groupByName(slicesAt(heights, frameOfReferenceUid, wanted));
  if (!first) throw new Error('no series');
  return first;
}

/** What stands beside each slice of a series. */
const beside = (other: Series, one: Series) =>
  one.slices.map((shown, index) => linkedSlice(other, one, shown, index)?.index);
const linkOf = (other: Series, one: Series, index = 0) =>
  linkedSlice(other, one, one.slices[index], index)?.by;

describe('the slice beside', () => {
  const thick = series([0, 10, 20, 30], 'A');

  it('is the nearest in the patient where both lie in one frame of reference', () => {
    const thin = series([5, 6, 7, 8, 9, 10, 11, 12], 'A');
    expect(linkOf(thin, thick, 1)).toBe('place');
    expect(beside(thin, thick)).toEqual([0, 5, 7, 7]);
    expect(beside(thick, thin)).toEqual([0, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('is told to lie elsewhere where the series beside does not reach so far', () => {
    const fossa = series([0, 1, 2, 3, 4, 5], 'A');
    expect([0, 1, 2, 3].map((index) => linkOf(fossa, thick, index))).toEqual([
      'place',
      'beyond',
      'beyond',
      'beyond',
    ]);
    expect(beside(fossa, thick)).toEqual([0, 5, 5, 5]);
    expect([0, 5].map((index) => linkOf(thick, fossa, index))).toEqual(['place', 'place']);
  });

  it('is not told so of a series that crosses the image', () => {
    const scout = series([80], 'A', { orientation: SAGITTAL });
    expect([0, 3].map((index) => linkOf(scout, thick, index))).toEqual(['place', 'place']);
  });

  it('is as far from the middle in millimetres where they lie in two, whatever each covers', () => {
    const longer = series([500, 505, 510, 515, 520, 525, 530, 535, 540], 'B');
    expect(linkOf(longer, thick)).toBe('distance');
    expect(beside(longer, thick)).toEqual([1, 3, 5, 7]);
    expect(beside(thick, longer)).toEqual([0, 0, 0, 1, 1, 2, 2, 3, 3]);
  });

  it('is so too where neither says in which frame of reference it lies', () => {
    const first = series([0, 10, 20, 30], undefined);
    const later = series([500, 510, 520, 530], undefined);
    expect(linkOf(later, first)).toBe('distance');
    expect(beside(later, first)).toEqual([0, 1, 2, 3]);
  });

  it('is as far along the series where places are not known or run in another direction', () => {
    const seven = [0, 10, 20, 30, 40, 50, 60];
    const crossing = series(seven, 'B', { orientation: SAGITTAL });
    const known = series(seven, 'B');
    const unplaced: Series = { ...known, positions: known.positions.map(() => undefined) };
    for (const other of [crossing, unplaced]) {
      expect(linkOf(other, thick)).toBe('share');
      expect(beside(other, thick)).toEqual([0, 2, 4, 6]);
    }
  });

  it('is none while nothing is on screen', () => {
    expect(linkedSlice(thick, undefined, undefined, -1)).toBeUndefined();
  });
});

describe('an offset of the series beside', () => {
  async function compared() {
    const study = newStudy();
    const view = createViewStore();
    forgetOffset({ study, view });
    await study.open((listener) => {
      for (const [name, frame] of [
        ['one', 'A'],
        ['two', 'B'],
        ['three', 'C'],
      ] as const) {
        for (const one of slicesAt([0, 10, 20, 30, 40], frame, { series: name })) {
          listener.onInstance(read(one));
        }
      }
      return Promise.resolve();
    });
    study.selectSeries('one');
    study.goTo(2);
    const shown = () => {
      const state = study.getState();
      const other = state.series.find(({ key }) => key === 'two');
      return other && sliceBeside(state, view.getState(), other)?.index;
    };
    return { study, view, shown };
  }

  it('moves that series alone and stays while both are gone through', async () => {
    const { study, view, shown } = await compared();
    expect(shown()).toBe(2);
    stepBeside({ study, view }, 1);
    expect([shown(), view.getState().besideOffset]).toEqual([3, 1]);
    study.step(-1);
    expect(shown()).toBe(2);
    view.setState({ layout: 'two' });
    view.setState({ layout: 'one' });
    expect(view.getState().besideOffset).toBe(1);
  });

  it('grows no further at an end of the series, so that the way back begins at once', async () => {
    const { study, view, shown } = await compared();
    stepBeside({ study, view }, 7);
    stepBeside({ study, view }, 1);
    expect([shown(), view.getState().besideOffset]).toEqual([4, 2]);
    stepBeside({ study, view }, -1);
    expect([shown(), view.getState().besideOffset]).toEqual([3, 1]);
    study.goTo(4);
    expect(shown()).toBe(4);
  });

  it('is gone with another series in either pane', async () => {
    const { study, view } = await compared();
    stepBeside({ study, view }, 1);
    view.setState({ besideKey: 'three' });
    expect(view.getState().besideOffset).toBe(0);
    stepBeside({ study, view }, -1);
    expect(view.getState().besideOffset).toBe(-1);
    study.selectSeries('two');
    expect(view.getState().besideOffset).toBe(0);
  });
});
