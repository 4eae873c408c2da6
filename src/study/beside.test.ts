import { describe, expect, it } from 'vitest';
import { hounsfield, imagePixel } from '../base/index.ts';
import { showOtherSeries } from './beside.ts';
import { createLookGroup } from './looks.ts';
import { newStudy, read, slice } from './testing/fakes.ts';
import { watchedViewport } from './testing/watchedViewport.ts';
import { createViewStore } from './view.ts';

describe('panes beside the image', () => {
  it('keep the series they show as it lies, whatever comes on screen, and draw nothing', async () => {
    const study = newStudy();
    const view = createViewStore();
    await study.open((listener) => {
      for (const series of ['one', 'two', 'three']) listener.onInstance(read(slice(series, { series })));
      return Promise.resolve();
    });
    const { viewport, told, hand } = watchedViewport();
    const end = showOtherSeries(viewport, 'three', { study, view, looks: createLookGroup() });
    study.selectSeries('two');
    expect(told).not.toContain('as stored');
    view.setState({ dragTool: 'length', inverted: true });
    expect(told.slice(-2)).toEqual(['drag nothing', 'inverted']);
    hand({ kind: 'probe', at: { x: imagePixel(1), y: imagePixel(0) }, value: hounsfield(40) });
    expect(view.getState().probe).toEqual({ pane: 'series', x: 1, y: 0, value: 40 });
    end();
    expect(view.getState().probe).toBeUndefined();
  });

  it('go through both series, or with Alt held through the one beside the image alone', async () => {
    const study = newStudy();
    const view = createViewStore();
    await study.open((listener) => {
      for (const series of ['one', 'two']) {
        for (const z of [0, 10, 20]) listener.onInstance(read(slice(`${series}${z}`, { series, z })));
      }
      return Promise.resolve();
    });
    const { viewport, told, hand } = watchedViewport();
    const end = showOtherSeries(viewport, 'two', { study, view, looks: createLookGroup() });
    hand({ kind: 'scroll', slices: 1, alone: true });
    expect(study.getState().sliceId).toBe('one10#1');
    expect(told.at(-1)).toBe('show two20#1');
    hand({ kind: 'scroll', slices: -1 });
    expect(study.getState().sliceId).toBe('one0#1');
    expect(told.at(-1)).toBe('show two10#1');
    view.setState({ besideOffset: 0 });
    expect(told.at(-1)).toBe('show two0#1');
    end();
  });
});
