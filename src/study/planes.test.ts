import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { imagePixel, millimetre } from '../base/index.ts';
import type { Slice } from '../dicom/index.ts';
import { isStack } from '../volume/index.ts';
import { windowPresets, type CrossLine, type Viewport, type ViewportEvent } from '../viewport/index.ts';
import { createAnnotationStore, forgetStepsOfClosed } from './annotations/index.ts';
import { createPlanesStore } from './planes.ts';
import { crossAxial, showPlane } from './showPlanes.ts';
import { line } from './testing/drawn.ts';
import { newStudy, read, slice } from './testing/fakes.ts';
import { watchedViewport } from './testing/watchedViewport.ts';
import { createViewStore } from './view.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const REST = 1200;

/** A slice of 2 × 2 pixels whose size in the patient is known. */
function layer(z: number, orientation?: Slice['geometry']['orientation']): Slice {
  const own = { center: 40 + z, width: 80, shape: 'LINEAR', name: undefined } as const;
  const one = slice(`s${z}`, { z, windows: [own], ...(orientation && { orientation }) });
  const geometry = { ...one.geometry, pixelSpacing: { row: millimetre(1), column: millimetre(1) } };
  return { ...one, geometry, instance: { ...one.instance, rows: 2, columns: 2, geometry: [geometry] } };
}

async function opened(
  until: Promise<void> = Promise.resolve(),
  orientation?: Slice['geometry']['orientation'],
) {
  const study = newStudy();
  const view = createViewStore();
  const planes = createPlanesStore(study, view);
  const reading = study.open(async (listener) => {
    for (let z = 0; z < 3; z += 1) listener.onInstance(read(layer(z, orientation)));
    await until;
  });
  await vi.advanceTimersByTimeAsync(0);
  const annotations = createAnnotationStore({ read: () => new Map(), write: () => undefined });
  return { study, view, planes, annotations, reading };
}

describe('coronal and sagittal cuts', () => {
  it('are made before they are asked for, once the reader rests', async () => {
    const { view, planes } = await opened();
    expect(planes.getState().stack).toBeUndefined();
    vi.advanceTimersByTime(REST);
    const { stack, cuts } = planes.getState();
    expect(isStack(stack) && cuts).toEqual({ coronal: 1, sagittal: 1 });
    const [coronal, sagittal] = [planes.image('coronal'), planes.image('sagittal')];
    expect(coronal?.frame).toMatchObject({ rows: 3, columns: 2 });
    view.setState({ layout: 'planes' });
    expect(planes.getState().stack).toBe(stack);
    expect(planes.image('coronal')).toBe(coronal);
    expect(planes.image('sagittal')).toBe(sagittal);
  });

  it('say where they lie, as slices do', async () => {
    const { planes } = await opened();
    expect(planes.placeOf('coronal')).toBeUndefined();
    vi.advanceTimersByTime(REST);
    expect([planes.placeOf('coronal'), planes.placeOf('sagittal')]).toEqual([1, 1]);
    planes.goTo('coronal', 0);
    expect([planes.placeOf('coronal'), planes.placeOf('sagittal')]).toEqual([0, 1]);
  });

  it('wait while a hand goes through the slices, and while files are read', async () => {
    let end: (() => void) | undefined;
    const { study, planes, reading } = await opened(new Promise((resolve) => (end = resolve)));
    await vi.advanceTimersByTimeAsync(REST);
    expect(planes.getState().stack).toBeUndefined();
    end?.();
    await reading;
    for (let step = 0; step < 10; step += 1) {
      study.goTo(step % 3);
      vi.advanceTimersByTime(300);
      expect(planes.getState().stack).toBeUndefined();
    }
    vi.advanceTimersByTime(REST);
    expect(isStack(planes.getState().stack)).toBe(true);
  });

  it('are made anew for another cut or slab, and let go of with their series', async () => {
    const { study, planes, view } = await opened();
    vi.advanceTimersByTime(REST);
    const middle = planes.image('coronal');
    planes.goTo('coronal', 0);
    const front = planes.image('coronal');
    expect(front).not.toBe(middle);
    view.setState({ slab: { mode: 'mean', thickness: millimetre(2) } });
    expect(planes.image('coronal')).not.toBe(front);
    study.close();
    expect(planes.getState().stack).toBeUndefined();
    expect(planes.image('coronal')).toBeUndefined();
  });

  it('are drawn on, each on its own, but with no volume and not before all files are read', async () => {
    let end: (() => void) | undefined;
    const stores = await opened(new Promise((resolve) => (end = resolve)));
    const { view, planes, annotations, reading } = stores;
    view.setState({ layout: 'planes', dragTool: 'length' });
    const { viewport, told, hand } = watchedViewport();
    showPlane(viewport, 'coronal', stores);
    const tool = () => told.findLast((word) => word.startsWith('drag'));
    expect(tool()).toBe('drag nothing');
    end?.();
    await reading;
    expect(tool()).toBe('drag length');
    view.setState({ dragTool: 'volume' });
    expect(tool()).toBe('drag nothing');

    const middle = 'coronal 1 s0#1 s2#1';
    expect(told.findLast((word) => word.startsWith('show'))).toBe(`show ${middle}`);
    view.setState({ cine: 'playing' });
    hand({ kind: 'drawing' });
    hand({ kind: 'annotation', image: middle, annotation: line('one'), gesture: 'one' });
    expect(view.getState().cine).toBe('stopped');
    expect([...annotations.getState().drawn.keys()]).toEqual([middle]);
    expect(told.at(-1)).toBe('1 annotations');
    planes.goTo('coronal', 0);
    expect(told.at(-1)).toBe('0 annotations');
    planes.goTo('coronal', 1);
    expect(told.at(-1)).toBe('1 annotations');
    expect(told).not.toContain('slice 1 of 3');
  });

  it('forget the steps of what was drawn on them with their study, and keep what was drawn', async () => {
    const { study, annotations } = await opened();
    forgetStepsOfClosed(study, annotations);
    annotations.put('coronal 1 s0#1 s2#1', line('one'), 'one');
    annotations.put('s1#1', line('two'), 'two');
    await study.open((listener) => {
      listener.onInstance(read(slice('other', { series: 'other' })));
      return Promise.resolve();
    });
    expect(annotations.getState().canUndo).toBe(true);
    // With a slice above the others the cut is another one: nobody would see what is undone on it.
    await study.open((listener) => {
      listener.onInstance(read(layer(3)));
      return Promise.resolve();
    });
    annotations.undo();
    expect(annotations.getState().canUndo).toBe(false);
    expect([...annotations.getState().drawn.keys()]).toEqual(['coronal 1 s0#1 s2#1']);
    annotations.redo();
    study.close();
    expect(annotations.getState().canUndo).toBe(false);
    expect(annotations.getState().drawn.size).toBe(2);
  });

  it('stay as they are drawn while the other plane moves, or files of another series arrive', async () => {
    const stores = await opened();
    const { study, view, planes } = stores;
    view.setState({ layout: 'planes' });
    const { viewport, told } = watchedViewport();
    showPlane(viewport, 'coronal', stores);
    const shown = () => told.filter((word) => word.startsWith('show')).length;
    const before = shown();
    planes.goTo('sagittal', 0);
    await study.open((listener) => {
      listener.onInstance(read(slice('other', { series: 'other' })));
      return Promise.resolve();
    });
    expect(shown()).toBe(before);
    await study.open((listener) => {
      listener.onInstance(read(layer(3)));
      return Promise.resolve();
    });
    expect(shown()).toBeGreaterThan(before);
  });

  it('of another series are shown as they are made', async () => {
    const stores = await opened();
    const { study, view } = stores;
    view.setState({ layout: 'planes' });
    const { viewport, told } = watchedViewport();
    showPlane(viewport, 'coronal', stores);
    await study.open((listener) => {
      listener.onInstance(read(slice('other', { series: 'other' })));
      return Promise.resolve();
    });
    study.step(1);
    expect(told).not.toContain('as stored');
    study.selectSeries('other');
    expect(told).toContain('as stored');
  });

  it('are shown in the window of the file on screen, which may be another with each slice', async () => {
    const stores = await opened();
    const { study, view } = stores;
    view.setState({ layout: 'planes' });
    const file = windowPresets.find(({ window }) => !window);
    if (!file) throw new Error('there is no window of the file');
    study.chooseWindow(file);
    const { viewport, told } = watchedViewport();
    showPlane(viewport, 'coronal', stores);
    study.goTo(0);
    expect(told.findLast((word) => word.startsWith('window'))).toBe('window 40/80');
    study.goTo(2);
    expect(told.findLast((word) => word.startsWith('window'))).toBe('window 42/80');
  });

  it('cross the slice where it is clicked, also of a patient who lay on a side', async () => {
    const onSide = { row: [0, 1, 0], column: [-1, 0, 0] } as const;
    const { study, planes, view } = await opened(undefined, onSide);
    view.setState({ layout: 'planes' });
    let lines: readonly CrossLine[] = [];
    let hand: (event: ViewportEvent) => void = () => undefined;
    const viewport = {
      setCrossLines: (drawn: readonly CrossLine[]) => (lines = drawn),
      subscribe: (listener: typeof hand) => {
        hand = listener;
        return () => undefined;
      },
    } as unknown as Viewport;
    crossAxial(viewport, { study, planes });
    hand({ kind: 'click', at: { x: imagePixel(0.5), y: imagePixel(1.5) } });
    expect(planes.getState().cuts).toEqual({ coronal: 0, sagittal: 1 });
    expect(lines).toMatchObject([
      { name: 'coronal', from: { x: 0.5, y: 0 }, to: { x: 0.5, y: 2 } },
      { name: 'sagittal', from: { x: 0, y: 1.5 }, to: { x: 2, y: 1.5 } },
    ]);
    // A line takes its own cut along, and no other.
    hand({ kind: 'line', line: 'coronal', at: { x: imagePixel(1.5), y: imagePixel(0.5) } });
    expect(planes.getState().cuts).toEqual({ coronal: 1, sagittal: 1 });
    hand({ kind: 'line', line: 'sagittal', at: { x: imagePixel(0.5), y: imagePixel(0.5) } });
    expect(planes.getState().cuts).toEqual({ coronal: 1, sagittal: 0 });
  });
});

describe('a slab about the slice on screen', () => {
  const slab = { mode: 'maximum', thickness: millimetre(2) } as const;

  it('takes its place in any layout, is made once, and made anew for another', async () => {
    const { study, planes, view } = await opened();
    const own = study.frames.get('s1#1');
    expect(planes.frames.get('s1#1')).toBe(own);
    view.setState({ slab });
    const shown = planes.frames.get('s1#1');
    expect(shown).not.toBe(own);
    expect(planes.slabOf('s1#1')).toBe(slab);
    view.setState({ layout: 'planes' });
    planes.goTo('coronal', 0);
    expect(planes.frames.get('s1#1')).toBe(shown);
    view.setState({ slab: { ...slab, mode: 'mean' } });
    expect(planes.frames.get('s1#1')).not.toBe(shown);
    // What the model scores stays the slice.
    expect(study.frames.get('s1#1')).toBe(own);
  });

  it('is none of a single layer, nor where there is no volume', async () => {
    const { study, planes, view } = await opened();
    view.setState({ slab: { ...slab, thickness: millimetre(0.5) } });
    expect(planes.frames.get('s1#1')).toBe(study.frames.get('s1#1'));
    expect(planes.slabOf('s1#1')).toBeUndefined();
    const sagittal = await opened(undefined, { row: [0, 1, 0], column: [0, 0, -1] });
    sagittal.view.setState({ slab });
    expect(isStack(sagittal.planes.getState().stack)).toBe(false);
    expect(sagittal.planes.slabOf('s1#1')).toBeUndefined();
    expect(sagittal.planes.frames.get('s1#1')).toBe(sagittal.study.frames.get('s1#1'));
  });
});
