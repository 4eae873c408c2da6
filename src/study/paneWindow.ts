/** Windows that a pane beside the image has of its own, apart from the study's. */
import type { Series, VoiWindow } from '../dicom/index.ts';
import type { Viewport } from '../viewport/index.ts';
import type { PaneName, ViewState, ViewStore } from './view.ts';
import type { WindowChoice } from './voi.ts';

/**
 * How a series beside the image is windowed: as the image is; but a window for Hounsfield units says nothing of another
 * modality's values, nor theirs of those: there it is the file's own, or the one that was dragged in the pane.
 */
export function windowOfOther(
  image: Series | undefined,
  other: Series,
  shared: WindowChoice,
  own: VoiWindow | undefined,
): WindowChoice {
  if (sharesWindow(image, other)) return shared;
  return own ? { kind: 'custom', voi: own } : { kind: 'file', index: 0 };
}

export function sharesWindow(image: Series | undefined, other: Series | undefined): boolean {
  return (image?.modality === 'CT') === (other?.modality === 'CT');
}

/** Keeps what is dragged in a pane for as long as the pane stands, or until all is reset; answers what ends it. */
export function keepOwnWindow(
  viewport: Viewport,
  pane: PaneName,
  view: ViewStore,
  ownNow: () => boolean,
  show: () => void,
): () => void {
  const set = (voi: VoiWindow | undefined) =>
    view.setState(({ paneWindows }) => ({ paneWindows: { ...paneWindows, [pane]: voi } }));
  const ends = [
    viewport.subscribe((event) => {
      if (event.kind === 'voi' && ownNow()) set(event.voi);
    }),
    view.subscribe((state: ViewState, before) => {
      if (state.paneWindows[pane] !== before.paneWindows[pane]) show();
    }),
  ];
  return () => {
    ends.forEach((end) => end());
    set(undefined);
  };
}
