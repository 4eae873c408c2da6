import { describe, expect, it } from 'vitest';
import { hounsfield, imagePixel } from '../base/index.ts';
import type { DragTool } from '../viewport/index.ts';
import { followView } from './followView.ts';
import { watchedViewport } from './testing/watchedViewport.ts';
import { createViewStore } from './view.ts';

const at = (x: number, value: number) =>
  ({
    kind: 'probe',
    at: { x: imagePixel(x), y: imagePixel(2) },
    value: hounsfield(value),
  }) as const;
const gone = { kind: 'probe', at: undefined, value: undefined } as const;

describe('each pane', () => {
  it('has the tools and the look that the reader chose, before it came and after', () => {
    const view = createViewStore();
    view.setState({ dragTool: 'length', windowSensitivity: 2 });
    const { viewport, told } = watchedViewport();
    const end = followView(viewport, { pane: 'bone' }, view);
    expect(told).toEqual(['drag length', 'sensitivity 2', 'not inverted', 'no magnifier']);
    view.setState({ dragTool: 'pan', inverted: true, magnifier: 'shown', windowSensitivity: 1 });
    expect(told.slice(4)).toEqual(['drag pan', 'sensitivity 1', 'inverted', 'magnifier']);
    end();
    view.setState({ inverted: false });
    expect(told).toHaveLength(8);
  });

  it('has no tool where that does nothing there, and every other one', () => {
    const view = createViewStore();
    const { viewport, told } = watchedViewport();
    const toolHere = (tool: DragTool) => (tool === 'ellipse' ? undefined : tool);
    followView(viewport, { pane: 'coronal', toolHere }, view);
    for (const dragTool of ['zoom', 'ellipse', 'scroll'] as const) view.setState({ dragTool });
    expect(told.filter((word) => word.startsWith('drag'))).toEqual([
      'drag window',
      'drag zoom',
      'drag nothing',
      'drag scroll',
    ]);
  });

  it('tells what lies under the pointer as its own, and takes back no other pane’s', () => {
    const view = createViewStore();
    const [image, bone] = [watchedViewport(), watchedViewport()];
    followView(image.viewport, { pane: 'image' }, view);
    followView(bone.viewport, { pane: 'bone' }, view);
    image.hand(at(1, 40));
    expect(view.getState().probe).toEqual({ pane: 'image', x: 1, y: 2, value: 40 });
    // Left and entered within one frame, in either order.
    bone.hand(at(3, 60));
    image.hand(gone);
    expect(view.getState().probe).toEqual({ pane: 'bone', x: 3, y: 2, value: 60 });
    bone.hand({ ...at(3, 61), otherUnit: true });
    expect(view.getState().probe).toMatchObject({ value: 61, otherUnit: true });
    bone.hand(gone);
    expect(view.getState().probe).toBeUndefined();
  });
});
