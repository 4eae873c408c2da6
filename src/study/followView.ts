import type { DragTool, Viewport } from '../viewport/index.ts';
import type { PaneName, ViewState, ViewStore } from './view.ts';

interface FollowingPane {
  readonly pane: PaneName;
  /** What the reader's tool does there, where that is not what it does elsewhere; undefined for nothing. */
  readonly toolHere?: ((tool: DragTool) => DragTool | undefined) | undefined;
}

/**
 * What every pane does alike: the left button, the feel of a window drag, inversion and magnifier are the reader's, and what
 * lies under the pointer is told, whichever pane it is over.
 * @returns what ends it
 */
export function followView(
  viewport: Viewport,
  { pane, toolHere }: FollowingPane,
  view: ViewStore,
): () => void {
  const toolOf = ({ dragTool }: ViewState) => (toolHere ? toolHere(dragTool) : dragTool);
  const forgetProbe = () => {
    // The pointer may be over another pane already.
    if (view.getState().probe?.pane === pane) view.setState({ probe: undefined });
  };
  const ends = [
    view.subscribe((state, before) => {
      if (state.dragTool !== before.dragTool) viewport.setDragTool(toolOf(state));
      if (state.windowSensitivity !== before.windowSensitivity) {
        viewport.setWindowSensitivity(state.windowSensitivity);
      }
      if (state.inverted !== before.inverted) viewport.setInverted(state.inverted);
      if (state.magnifier !== before.magnifier) viewport.setMagnifier(state.magnifier === 'shown');
    }),
    viewport.subscribe((event) => {
      if (event.kind !== 'probe') return;
      const { at, value, otherUnit } = event;
      if (at) view.setState({ probe: { pane, ...at, value, otherUnit } });
      else forgetProbe();
    }),
    forgetProbe,
  ];
  const now = view.getState();
  viewport.setDragTool(toolOf(now));
  viewport.setWindowSensitivity(now.windowSensitivity);
  viewport.setInverted(now.inverted);
  viewport.setMagnifier(now.magnifier === 'shown');
  return () => ends.forEach((end) => end());
}
