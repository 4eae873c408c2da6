/** Which window goes from one series to another, and windows that a pane beside the image has of its own. */
import { isInHounsfield, type Series, type VoiWindow } from '../dicom/index.ts';
import type { Viewport } from '../viewport/index.ts';
import type { PaneName, ViewState, ViewStore } from './view.ts';
import type { NamedChoice, WindowChoice } from './voi.ts';

/**
 * How a series beside the image is windowed: as the image is; but a window for Hounsfield units says nothing of values in
 * another unit, nor theirs of those or of each other: there it is the file's own, or the one that was dragged in the pane.
 */
export function windowOfOther(
  image: Series | undefined,
  other: Series,
  shared: WindowChoice,
  own: VoiWindow | undefined,
): WindowChoice {
  if (sharesWindow(image, other)) return shared;
  return own ? { kind: 'custom', voi: own } : fileWindowAfter(shared, image, other);
}

/** Whether a window, in numbers, means the same of both. */
export function sharesWindow(image: Series | undefined, other: Series | undefined): boolean {
  return inHounsfield(image) && inHounsfield(other);
}

/**
 * The window in which a series comes on screen.
 * @param opening  of one in Hounsfield units that comes first, or after one that is not
 */
export function windowAfter(
  present: WindowChoice,
  before: Series | undefined,
  next: Series | undefined,
  opening: WindowChoice,
): WindowChoice {
  if (sharesWindow(before, next)) return present;
  return inHounsfield(next) ? opening : fileWindowAfter(present, before, next);
}

/** Series of which neither is in Hounsfield units share which of the file's windows it is: it is another in each. */
function fileWindowAfter(
  present: WindowChoice,
  before: Series | undefined,
  next: Series | undefined,
): NamedChoice {
  const named = present.kind === 'custom' ? present.from : present;
  const alike = before !== undefined && inHounsfield(before) === inHounsfield(next);
  return alike && named?.kind === 'file' ? named : { kind: 'file', index: 0 };
}

/** Whether the windows of head CT mean anything of a series. */
export function inHounsfield(series: Series | undefined): boolean {
  const [first] = series?.slices ?? [];
  return first !== undefined && isInHounsfield(first.instance);
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
