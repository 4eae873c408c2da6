import { describe, expect, it } from 'vitest';
import { hounsfield, imagePixel } from '../base/index.ts';
import type { Look } from '../viewport/index.ts';
import { createLookGroup, showOtherSeries } from './beside.ts';
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
    const shown: (number | undefined)[] = [];
    const end = showOtherSeries(viewport, 'two', { study, view }, (index) => shown.push(index));
    hand({ kind: 'scroll', slices: 1, alone: true });
    expect(study.getState().sliceId).toBe('one10#1');
    expect([told.at(-1), shown.at(-1)]).toEqual(['show two20#1', 2]);
    hand({ kind: 'scroll', slices: -1 });
    expect(study.getState().sliceId).toBe('one0#1');
    expect([told.at(-1), shown.at(-1)]).toEqual(['show two10#1', 1]);
    view.setState({ besideOffset: 0 });
    expect([told.at(-1), shown.at(-1)]).toEqual(['show two0#1', 0]);
    end();
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
