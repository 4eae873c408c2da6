import { describe, expect, it } from 'vitest';
import { imagePixel, millimetre } from '../../base/index.ts';
import type { Slice } from '../../dicom/index.ts';
import type { Annotation } from '../../viewport/index.ts';
import { createPlanesStore } from '../planes.ts';
import { newStudy, read, slice } from '../testing/fakes.ts';
import { createViewStore } from '../view.ts';
import { imagesOnScreen, letGoOfHidden, selectedOnScreen, showChanged } from './onScreen.ts';
import { createAnnotationStore } from './store.ts';

const arrow = (id: string): Annotation => ({
  id,
  kind: 'arrow',
  points: [
    { x: imagePixel(0), y: imagePixel(0) },
    { x: imagePixel(1), y: imagePixel(0) },
  ],
});

/** Series 'one' from 0 to 40 mm on screen at 20 mm, and 'two' of twice the distance from 0 to 80 mm. */
async function room() {
  const study = newStudy();
  const view = createViewStore();
  const annotations = createAnnotationStore({ read: () => new Map(), write: () => undefined });
  await study.open((listener) => {
    for (const step of [0, 1, 2, 3, 4]) {
      listener.onInstance(read(spaced(slice(`one${step}`, { series: 'one', z: 10 * step }))));
      listener.onInstance(read(slice(`two${step}`, { series: 'two', z: 20 * step })));
    }
    return Promise.resolve();
  });
  study.showSlice('one2#1');
  const planes = createPlanesStore(study, view);
  const onScreen = () => imagesOnScreen({ study, view, planes }).map(({ id }) => id);
  return { study, view, planes, annotations, onScreen };
}

/** One that can be stacked. */
function spaced(one: Slice): Slice {
  const geometry = { ...one.geometry, pixelSpacing: { row: millimetre(1), column: millimetre(1) } };
  return { ...one, geometry, instance: { ...one.instance, geometry: [geometry] } };
}

describe('what can be drawn on', () => {
  it('is the slice of the image, and of two series the one beside it, wherever a hand has moved that', async () => {
    const { study, view, onScreen } = await room();
    expect(onScreen()).toEqual(['one2#1']);
    view.setState({ layout: 'two' });
    expect(onScreen()).toEqual(['one2#1', 'two2#1']);
    view.setState({ besideOffset: 1 });
    expect(onScreen()).toEqual(['one2#1', 'two3#1']);
    study.close();
    expect(onScreen()).toEqual([]);
  });

  it('is a cut as well, as long as cuts are on screen', async () => {
    const stores = await room();
    const { study, view, planes, annotations, onScreen } = stores;
    view.setState({ layout: 'planes' });
    expect(onScreen()).toEqual(['one2#1', 'coronal 1 one0#1 one4#1', 'sagittal 1 one0#1 one4#1']);
    planes.goTo('coronal', 0);
    expect(onScreen()[1]).toBe('coronal 0 one0#1 one4#1');
    annotations.put('coronal 0 one0#1 one4#1', arrow('front'), 'a');
    annotations.select('front');
    expect(selectedOnScreen(stores)).toMatchObject({ plane: 'coronal', annotation: { id: 'front' } });
    planes.goTo('coronal', 1);
    letGoOfHidden(stores);
    expect(annotations.getState().selected).toBeUndefined();
    study.selectSeries('two');
    expect(onScreen()).toHaveLength(1);
  });

  it('keeps selected what is on screen, in whichever pane, and lets go of all else', async () => {
    const stores = await room();
    const { view, annotations } = stores;
    annotations.put('one2#1', arrow('left'), 'a');
    annotations.put('two2#1', arrow('right'), 'b');
    annotations.select('right');
    expect(selectedOnScreen(stores)).toBeUndefined();
    view.setState({ layout: 'two', entry: 'annotation' });
    expect(selectedOnScreen(stores)).toMatchObject({ slice: { id: 'two2#1' }, annotation: { id: 'right' } });
    letGoOfHidden(stores);
    expect(annotations.getState().selected).toBe('right');
    expect(view.getState().entry).toBe('annotation');
    view.setState({ layout: 'one' });
    letGoOfHidden(stores);
    expect(annotations.getState().selected).toBeUndefined();
    expect(view.getState().entry).toBeUndefined();
  });
});

describe('what is typed over the image', () => {
  it('is typed of nothing once there is no image', async () => {
    const stores = await room();
    for (const entry of ['slice', 'window'] as const) {
      stores.view.setState({ entry });
      letGoOfHidden(stores);
      expect(stores.view.getState().entry).toBe(entry);
    }
    stores.study.close();
    letGoOfHidden(stores);
    expect(stores.view.getState().entry).toBeUndefined();
  });
});

describe('an image on which something was undone', () => {
  it('is shown beside its series where it is a cut, whatever was on screen', async () => {
    const stores = await room();
    const front = 'coronal 0 one0#1 one4#1';
    stores.study.selectSeries('two');
    showChanged(stores, front);
    expect(stores.view.getState().layout).toBe('planes');
    expect(stores.study.getState().seriesKey).toBe('one');
    expect(stores.onScreen()).toContain(front);
    const before = stores.study.getState().sliceId;
    showChanged(stores, 'sagittal 1 one0#1 one4#1');
    expect(stores.study.getState().sliceId).toBe(before);
  });

  it('is shown in the image, where it is of no series beside that', async () => {
    const stores = await room();
    showChanged(stores, 'one4#1');
    expect(stores.onScreen()).toEqual(['one4#1']);
    showChanged(stores, 'two0#1');
    expect(stores.study.getState().sliceId).toBe('two0#1');
  });

  it('is left where it is on screen, and else shown in the pane of its series', async () => {
    const stores = await room();
    stores.view.setState({ layout: 'two' });
    showChanged(stores, 'two2#1');
    expect(stores.onScreen()).toEqual(['one2#1', 'two2#1']);
    // The middles of both lie side by side: 20 mm on there are 20 mm on here.
    showChanged(stores, 'two3#1');
    expect(stores.onScreen()).toEqual(['one4#1', 'two3#1']);
    expect(stores.view.getState().besideOffset).toBe(0);
    // Of two slices that it is linked with, the nearer one.
    showChanged(stores, 'two1#1');
    expect(stores.onScreen()).toEqual(['one1#1', 'two1#1']);
  });

  it('is shown beside the image alone, where no slice of that is linked with it', async () => {
    const stores = await room();
    stores.view.setState({ layout: 'two' });
    showChanged(stores, 'two4#1');
    expect(stores.onScreen()).toEqual(['one2#1', 'two4#1']);
    expect(stores.view.getState().besideOffset).toBe(2);
  });
});
