import { describe, expect, it } from 'vitest';
import { imagePixel, millimetre } from '../base/index.ts';
import type { Slice } from '../dicom/index.ts';
import type { Annotation } from '../viewport/index.ts';
import { createAnnotationStore } from './annotations/index.ts';
import { createFindingsStore } from './findings.ts';
import { createPlanesStore } from './planes.ts';
import { resetForSeries } from './resetForSeries.ts';
import { sliceIndex } from './selectors.ts';
import { showOnViewport, type WindowBeside } from './showOnViewport.ts';
import { createViewStore } from './view.ts';
import { dependencies, groupByName, handScorer, newStudy, read, slice } from './testing/fakes.ts';
import { opened } from './testing/opened.ts';
import { watchedViewport } from './testing/watchedViewport.ts';

async function shown(slices: readonly Slice[], beside?: WindowBeside) {
  const study = newStudy();
  const scorer = handScorer();
  const findings = createFindingsStore(dependencies(study, scorer.scorer));
  const view = createViewStore();
  const { viewport, told, frames, hand } = watchedViewport();
  const annotations = createAnnotationStore({ read: () => new Map(), write: () => undefined });
  const planes = createPlanesStore(study, view);
  const end = showOnViewport(viewport, { study, findings, view, annotations, planes }, beside);
  await study.open((listener) => {
    slices.forEach((one) => listener.onInstance(read(one)));
    return Promise.resolve();
  });
  return { study, findings, view, annotations, scorer, told, frames, hand, end };
}

const TWO = [slice('a', { z: 1 }), slice('b', { z: 2 })];

describe('a viewport that follows the stores', () => {
  it('is told the window before the image, and each image once', async () => {
    const { told, study } = await shown(TWO);
    expect(told.filter((word) => word.startsWith('show'))).toEqual(['show a#1']);
    expect(told.indexOf('window 40/80')).toBeLessThan(told.indexOf('show a#1'));
    study.step(1);
    expect(told.filter((word) => word.startsWith('show'))).toEqual(['show a#1', 'show b#1']);
  });

  it('shows a slab in place of the slice as soon as one is chosen, and the slice again', async () => {
    const spaced = TWO.map((one) => {
      const geometry = { ...one.geometry, pixelSpacing: { row: millimetre(1), column: millimetre(1) } };
      return { ...one, geometry, instance: { ...one.instance, geometry: [geometry] } };
    });
    const { told, frames, study, view } = await shown(spaced);
    const own = study.frames.get('a#1');
    view.setState({ slab: { mode: 'mean', thickness: millimetre(5) } });
    expect(told.filter((word) => word.startsWith('show'))).toEqual(['show a#1', 'show a#1']);
    expect(frames.at(-1)).not.toBe(own);
    study.step(1);
    expect(told).toContain('show b#1');
    expect(frames.at(-1)).not.toBe(study.frames.get('b#1'));
    study.step(-1);
    view.setState({ slab: undefined });
    expect(frames.at(-1)).toBe(own);
    const before = told.length;
    view.setState({ layout: 'planes' });
    expect(told).toHaveLength(before);
  });

  it('keeps a window dragged by hand for the next slice', async () => {
    const { told, study, hand } = await shown(TWO);
    hand({ kind: 'voi', voi: { center: 50, width: 100, shape: 'LINEAR', name: undefined } });
    expect(study.getState().window.kind).toBe('custom');
    hand({ kind: 'scroll', slices: 1 });
    expect(sliceIndex(study.getState())).toBe(1);
    expect(told.slice(told.lastIndexOf('show b#1') - 1)[0]).toBe('window 50/100');
  });

  it('lays the evidence over a slice as soon as it is scored, and over no other', async () => {
    const { told, study, findings, view, scorer } = await shown(TWO);
    view.setState({ evidence: 'shown' });
    expect(told.at(-1)).toBe('no evidence');
    await findings.start();
    scorer.answer(0.4);
    await expect.poll(() => told.at(-1)).toBe('evidence');
    study.step(1);
    expect(told.at(-1)).toBe('no evidence');
    findings.dispose();
  });

  it('shows the annotations of its slice, and keeps those that the hand draws', async () => {
    const { told, study, view, annotations, hand } = await shown(TWO);
    const at = (x: number) => ({ x: imagePixel(x), y: imagePixel(0) });
    const annotation: Annotation = { id: 'one', kind: 'length', points: [at(0), at(1)] };
    hand({ kind: 'annotation', image: 'a#1', annotation, gesture: 'g' });
    expect(annotations.getState().drawn.get('a#1')).toEqual([annotation]);
    expect(told.at(-1)).toBe('1 annotations');
    annotations.select('one');
    view.setState({ entry: 'annotation' });
    study.step(1);
    expect(told.slice(told.lastIndexOf('show b#1'))).toContain('0 annotations');
    expect(annotations.getState().selected).toBeUndefined();
    expect(view.getState().entry).toBeUndefined();
    // Drawn on the slice before, and told only now.
    hand({ kind: 'annotation', image: 'a#1', annotation: { ...annotation, id: 'two' }, gesture: 'h' });
    expect(told.at(-1)).toBe('0 annotations');
    expect(annotations.getState().drawn.get('a#1')).toHaveLength(2);
  });

  it('leaves what is typed of an annotation for another one that is selected, or for none', async () => {
    const { view, annotations, hand } = await shown(TWO);
    const at = (x: number) => ({ x: imagePixel(x), y: imagePixel(0) });
    for (const id of ['one', 'two']) {
      const annotation: Annotation = { id, kind: 'arrow', points: [at(0), at(1)] };
      hand({ kind: 'annotation', image: 'a#1', annotation, gesture: id });
    }
    hand({ kind: 'annotation-edit', id: 'one' });
    expect(view.getState().entry).toBe('annotation');
    hand({ kind: 'annotation-selected', id: 'two' });
    expect(view.getState().entry).toBeUndefined();
    hand({ kind: 'annotation-edit', id: 'one' });
    hand({ kind: 'annotation-edit', id: 'two' });
    expect(view.getState().entry).toBe('annotation');
    annotations.remove('a#1', 'two');
    expect(view.getState().entry).toBeUndefined();
  });

  it('rests while a hand draws, and keeps nothing of what the slice was taken away from', async () => {
    const { view, annotations, hand } = await shown(TWO);
    const at = (x: number) => ({ x: imagePixel(x), y: imagePixel(0) });
    view.setState({ cine: 'playing' });
    hand({ kind: 'drawing' });
    expect(view.getState().cine).toBe('stopped');
    const annotation: Annotation = { id: 'one', kind: 'length', points: [at(0), at(1)] };
    hand({ kind: 'annotation', image: 'a#1', annotation, gesture: 'g' });
    hand({ kind: 'annotation-taken-back', gesture: 'g' });
    expect(annotations.getState()).toMatchObject({ canUndo: false, canRedo: false });
    expect(annotations.getState().drawn.size).toBe(0);
  });

  it('is told of slices that arrive around the one on screen, which is not shown anew', async () => {
    const { told, study } = await shown([slice('b', { z: 2 }), slice('d', { z: 4 })]);
    expect(told).toContain('slice 0 of 2');
    const before = told.length;
    await study.open((listener) => {
      listener.onInstance(read(slice('a', { z: 1 })));
      return Promise.resolve();
    });
    expect(study.getState().sliceId).toBe('b#1');
    expect(told.slice(before)).toEqual(['slice 1 of 3']);
  });

  it('is told how the reader looks when it comes, and of changes only after that', async () => {
    const { told, view } = await shown(TWO);
    expect(told).toEqual(expect.arrayContaining(['sensitivity 1', 'not inverted', 'no magnifier']));
    const before = told.length;
    view.setState({ inverted: true, magnifier: 'shown', cineSpeed: 5 });
    expect(told.slice(before)).toEqual(['inverted', 'magnifier']);
  });

  it('shows another series as it is stored, and leaves the slices of one as the reader laid them', async () => {
    const { told, study, view } = await shown([...TWO, slice('c', { series: 'other' })]);
    view.setState({ inverted: true });
    const before = told.length;
    study.step(1);
    expect(view.getState().inverted).toBe(true);
    expect(told.slice(before)).not.toContain('as stored');
    study.selectSeries('other');
    expect(view.getState().inverted).toBe(false);
    expect(told.slice(before)).toEqual(expect.arrayContaining(['as stored', 'show c#1', 'not inverted']));
  });

  it('leaves a series as it lies while its slices arrive, though it gets another key', async () => {
    let name = 'head';
    const study = newStudy((slices) => groupByName(slices).map((series) => ({ ...series, key: name })));
    const view = createViewStore();
    const { viewport, told } = watchedViewport();
    const end = resetForSeries(viewport, { study, view });
    const reading = opened(study);
    reading.onInstance(read(slice('a', { z: 1 })));
    const before = told.length;
    view.setState({ inverted: true });
    name = 'head|time point 1';
    reading.onInstance(read(slice('b', { z: 2 })));
    await reading.end();
    study.step(1);
    expect(study.getState()).toMatchObject({ seriesKey: name, sliceId: 'b#1' });
    expect(view.getState().inverted).toBe(true);
    expect(told.slice(before)).toEqual([]);
    end();
  });

  it('beside the image shows its slice, drawings and evidence, in a window that is the pane’s own', async () => {
    const window = { center: 600, width: 2800, shape: 'LINEAR', name: undefined } as const;
    const { told, study, findings, view, annotations, scorer, hand } = await shown(TWO, {
      pane: 'bone',
      window,
    });
    expect(told.filter((word) => word.startsWith('window'))).toEqual(['window 600/2800']);
    hand({ kind: 'voi', voi: { ...window, width: 2000 } });
    hand({ kind: 'view', scale: 3, attitude: { mirrored: true, turns: 0 } });
    expect(study.getState().window.kind).toBe('preset');
    expect(view.getState()).toMatchObject({ scale: undefined, attitude: { mirrored: false } });
    study.setVoi({ ...window, width: 100 });
    view.setState({ paneWindows: {} });
    expect(told.filter((word) => word.startsWith('window'))).toEqual([
      'window 600/2800',
      'window 600/2000',
      'window 600/2800',
    ]);

    const at = (x: number) => ({ x: imagePixel(x), y: imagePixel(0) });
    const annotation: Annotation = { id: 'one', kind: 'length', points: [at(0), at(1)] };
    hand({ kind: 'annotation', image: 'a#1', annotation, gesture: 'g' });
    expect(told.at(-1)).toBe('1 annotations');
    annotations.undo();
    expect(told.at(-1)).toBe('0 annotations');
    view.setState({ evidence: 'shown' });
    await findings.start();
    scorer.answer(0.4);
    await expect.poll(() => told.at(-1)).toBe('evidence');
    findings.dispose();
  });

  it('is cleared when the study closes, and let alone once it has ended', async () => {
    const { told, study, end } = await shown(TWO);
    study.close();
    expect(told.filter((word) => word === 'clear')).toHaveLength(1);
    end();
    const before = told.length;
    await study.open((listener) => {
      TWO.forEach((one) => listener.onInstance(read(one)));
      return Promise.resolve();
    });
    expect(told).toHaveLength(before);
  });
});
