import { describe, expect, it } from 'vitest';
import { hounsfield, imagePixel, millimetre } from '../base/index.ts';
import type { Slice } from '../dicom/index.ts';
import { showOtherSeries } from './beside.ts';
import type { Annotation } from '../viewport/index.ts';
import { createAnnotationStore, type AnnotationStore } from './annotations/index.ts';
import { createLookGroup } from './looks.ts';
import { createPlanesStore } from './planes.ts';
import { newStudy, read, slice } from './testing/fakes.ts';
import { watchedViewport } from './testing/watchedViewport.ts';
import type { StudyStore } from './studyTypes.ts';
import { createViewStore, type ViewStore } from './view.ts';

const newAnnotations = () => createAnnotationStore({ read: () => new Map(), write: () => undefined });

const line: Annotation = {
  id: 'line',
  kind: 'length',
  points: [
    { x: imagePixel(0), y: imagePixel(0) },
    { x: imagePixel(1), y: imagePixel(0) },
  ],
};

/** With what a volume needs: pixels of a size that is known. */
function inPatient(one: Slice): Slice {
  const geometry = { ...one.geometry, pixelSpacing: { row: millimetre(1), column: millimetre(1) } };
  return { ...one, geometry, instance: { ...one.instance, rows: 2, columns: 2, geometry: [geometry] } };
}

/** What a pane beside the image is shown with, with looks of its own. */
function storesOf(study: StudyStore, view: ViewStore, annotations: AnnotationStore) {
  return { study, view, annotations, planes: createPlanesStore(study, view), looks: createLookGroup() };
}

const lastShown = (told: readonly string[]) => told.findLast((word) => word.startsWith('show'));

describe('panes beside the image', () => {
  it('keep the series they show as it lies, whatever comes on screen', async () => {
    const study = newStudy();
    const view = createViewStore();
    await study.open((listener) => {
      for (const series of ['one', 'two', 'three']) listener.onInstance(read(slice(series, { series })));
      return Promise.resolve();
    });
    const { viewport, told, hand } = watchedViewport();
    const annotations = newAnnotations();
    const end = showOtherSeries(viewport, 'three', storesOf(study, view, annotations));
    study.selectSeries('two');
    expect(told).not.toContain('as stored');
    view.setState({ dragTool: 'length', inverted: true });
    expect(told.slice(-2)).toEqual(['drag length', 'inverted']);
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
    const annotations = newAnnotations();
    const end = showOtherSeries(viewport, 'two', storesOf(study, view, annotations));
    hand({ kind: 'scroll', slices: 1, alone: true });
    expect(study.getState().sliceId).toBe('one10#1');
    expect(lastShown(told)).toBe('show two20#1');
    hand({ kind: 'scroll', slices: -1 });
    expect(study.getState().sliceId).toBe('one0#1');
    expect(lastShown(told)).toBe('show two10#1');
    view.setState({ besideOffset: 0 });
    expect(lastShown(told)).toBe('show two0#1');
    end();
  });

  it('of another modality have the window of their own file, or the one that is dragged there', async () => {
    const study = newStudy();
    const view = createViewStore();
    const own = { center: 700, width: 1400, shape: 'LINEAR', name: undefined } as const;
    await study.open((listener) => {
      listener.onInstance(read(slice('ct', { series: 'one' })));
      listener.onInstance(read(slice('mr', { series: 'two', modality: 'MR', windows: [own] })));
      return Promise.resolve();
    });
    const { viewport, told, hand } = watchedViewport();
    const annotations = newAnnotations();
    const end = showOtherSeries(viewport, 'two', storesOf(study, view, annotations));
    const windows = () => told.filter((word) => word.startsWith('window'));
    expect(windows()).toEqual(['window 700/1400']);
    const before = study.getState().window;
    hand({ kind: 'voi', voi: { ...own, width: 900 } });
    expect(study.getState().window).toBe(before);
    expect(windows().at(-1)).toBe('window 700/900');
    view.setState({ paneWindows: {} });
    expect(windows().at(-1)).toBe('window 700/1400');
    hand({ kind: 'voi', voi: { ...own, width: 900 } });
    end();
    expect(view.getState().paneWindows.series).toBeUndefined();
  });

  it('share no window with another series whose values are in a unit of their own', async () => {
    const study = newStudy();
    const view = createViewStore();
    const window = (center: number) => ({ center, width: 1400, shape: 'LINEAR', name: undefined }) as const;
    const windows = [window(700), window(600)];
    await study.open((listener) => {
      for (const series of ['one', 'two']) {
        listener.onInstance(read(slice(series, { series, modality: 'MR', windows })));
      }
      return Promise.resolve();
    });
    const { viewport, told } = watchedViewport();
    const end = showOtherSeries(viewport, 'two', storesOf(study, view, newAnnotations()));
    const last = () => told.findLast((word) => word.startsWith('window'));
    study.chooseWindow({ id: 'file', label: 'File', digit: '0', window: undefined });
    expect(last()).toBe('window 600/1400');
    study.setVoi(window(50));
    expect(last()).toBe('window 600/1400');
    end();
  });

  it('keep what is drawn on their own slice, and let go of it when that leaves the screen', async () => {
    const study = newStudy();
    const view = createViewStore();
    view.setState({ layout: 'two' });
    await study.open((listener) => {
      for (const series of ['one', 'two']) {
        for (const z of [0, 10, 20]) listener.onInstance(read(slice(`${series}${z}`, { series, z })));
      }
      return Promise.resolve();
    });
    study.goTo(1);
    const { viewport, told, hand } = watchedViewport();
    const annotations = newAnnotations();
    const end = showOtherSeries(viewport, 'two', storesOf(study, view, annotations));
    expect(told).toContain('slice 1 of 3');
    hand({ kind: 'annotation', image: 'two10#1', annotation: line, gesture: 'g' });
    hand({ kind: 'annotation-selected', id: 'line' });
    expect(annotations.getState().drawn.get('two10#1')).toEqual([line]);
    expect(told.at(-1)).toBe('1 annotations');
    hand({ kind: 'annotation-edit', id: 'line' });
    expect(view.getState().entry).toBe('annotation');
    view.setState({ cine: 'playing' });
    hand({ kind: 'drawing' });
    expect(view.getState().cine).toBe('stopped');

    hand({ kind: 'scroll', slices: 1, alone: true });
    expect(told.slice(told.lastIndexOf('show two20#1'))).toEqual([
      'show two20#1',
      'slice 2 of 3',
      '0 annotations',
      '0 annotations',
    ]);
    expect(annotations.getState().selected).toBeUndefined();
    expect(view.getState().entry).toBeUndefined();

    hand({ kind: 'scroll', slices: -1, alone: true });
    hand({ kind: 'annotation-selected', id: 'line' });
    view.setState({ layout: 'one' });
    end();
    expect(annotations.getState().selected).toBeUndefined();
    expect(annotations.getState().drawn.get('two10#1')).toEqual([line]);
  });

  it('let go of what is drawn, too, where the next slice of theirs did not decode', async () => {
    const study = newStudy();
    const view = createViewStore();
    view.setState({ layout: 'two' });
    const broken = { code: 'dicom/decode-failed', reason: 'The pixels are damaged.', file: undefined };
    await study.open((listener) => {
      for (const z of [0, 10]) listener.onInstance(read(slice(`one${z}`, { series: 'one', z })));
      listener.onInstance(read(slice('two0', { series: 'two', z: 0 })));
      const last = read(slice('two10', { series: 'two', z: 10 }));
      listener.onInstance({ ...last, slices: last.slices.map((one) => ({ ...one, frame: broken })) });
      return Promise.resolve();
    });
    study.goTo(0);
    const { viewport, told, hand } = watchedViewport();
    const annotations = newAnnotations();
    showOtherSeries(viewport, 'two', storesOf(study, view, annotations));
    hand({ kind: 'annotation', image: 'two0#1', annotation: line, gesture: 'g' });
    hand({ kind: 'annotation-edit', id: 'line' });
    expect(annotations.getState().selected).toBe('line');
    hand({ kind: 'scroll', slices: 1, alone: true });
    expect(told).toContain('clear');
    expect(annotations.getState().selected).toBeUndefined();
    expect(view.getState().entry).toBeUndefined();
  });

  it('show slabs of their own series as the image does of its', async () => {
    const study = newStudy();
    const view = createViewStore();
    await study.open((listener) => {
      for (const series of ['one', 'two']) {
        for (const z of [0, 1, 2])
          listener.onInstance(read(inPatient(slice(`${series}${z}`, { series, z }))));
      }
      return Promise.resolve();
    });
    study.goTo(1);
    const { viewport, told, frames } = watchedViewport();
    const stores = storesOf(study, view, newAnnotations());
    const { planes } = stores;
    showOtherSeries(viewport, 'two', stores);
    expect(frames.at(-1)).toBe(study.frames.get('two1#1'));
    const slab = { mode: 'mean', thickness: millimetre(3) } as const;
    view.setState({ slab });
    expect(lastShown(told)).toBe('show two1#1');
    expect(planes.slabOf('two1#1')).toBe(slab);
    const thick = frames.at(-1);
    expect(thick).not.toBe(study.frames.get('two1#1'));
    // That of the image is another, and takes the place of none.
    expect(planes.frames.get('one1#1')).not.toBe(thick);
    expect(planes.frames.get('two1#1')).toBe(thick);
    view.setState({ slab: undefined });
    expect(frames.at(-1)).toBe(study.frames.get('two1#1'));
  });

  it('are told of slices that arrive around theirs, which is not shown anew', async () => {
    const study = newStudy();
    const view = createViewStore();
    const opening = (...names: readonly [series: string, z: number][]) =>
      study.open((listener) => {
        for (const [series, z] of names) listener.onInstance(read(slice(`${series}${z}`, { series, z })));
        return Promise.resolve();
      });
    await opening(['one', 10], ['two', 10]);
    const { viewport, told } = watchedViewport();
    const annotations = newAnnotations();
    showOtherSeries(viewport, 'two', storesOf(study, view, annotations));
    const before = told.length;
    await opening(['two', 0], ['two', 20]);
    expect(told.slice(before).filter((word) => !word.startsWith('window'))).toEqual(['slice 1 of 3']);
  });
});
