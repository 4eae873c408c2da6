/** How the image lies in its pane while someone looks: whole until it is zoomed or panned, then as it was left. */
import type { HounsfieldFrame } from '../dicom/index.ts';
import { upright, type Attitude, type Turn } from './attitude.ts';
import type { Look } from './types.ts';
import { fitView, panView, turnView, zoomView, type ImageShape, type Pane, type Point } from './view.ts';

/** What there is to look at. */
export interface LookedAt {
  /** Undefined where nothing is shown: then nothing zooms, pans or turns. */
  readonly frame: HounsfieldFrame | undefined;
  /** Of the last image that was shown. */
  readonly shape: ImageShape | undefined;
  readonly pane: Pane;
}

export interface Looking {
  look(): Look;
  /** The whole image, centred; turned and flipped as it is, or as said. */
  fit(attitude?: Attitude): void;
  /** The pane has another size: what was whole is whole again. */
  paneChanged(): void;
  set(look: Look): void;
  /** What lies under `at` stays there. @param at  CSS pixels from the pane's top left corner */
  zoom(factor: number, at: Point): void;
  /** @param by  CSS pixels */
  pan(by: Point): void;
  turn(turn: Turn): void;
}

/** @param changed  called after each change */
export function createLooking(now: () => LookedAt, changed: () => void): Looking {
  let look: Look = { view: { scale: 1, pan: { x: 0, y: 0 }, attitude: upright }, fits: true };

  function set(next: Look): void {
    look = next;
    changed();
  }

  function fit(attitude = look.view.attitude): void {
    const { shape, pane } = now();
    if (shape && pane.width > 0 && pane.height > 0) set({ view: fitView(pane, shape, attitude), fits: true });
    else look = { view: { ...look.view, attitude }, fits: true };
  }

  return {
    look: () => look,
    fit,
    paneChanged() {
      if (look.fits) fit();
    },
    set(next) {
      if (next.fits) fit(next.view.attitude);
      else set(next);
    },
    zoom(factor, at) {
      const { frame, pane } = now();
      if (frame) set({ view: zoomView(look.view, pane, factor, at), fits: false });
    },
    pan(by) {
      const { frame, shape, pane } = now();
      if (frame && shape) set({ view: panView(look.view, pane, shape, by), fits: false });
    },
    turn(turn) {
      if (now().frame) set({ view: turnView(look.view, turn), fits: look.fits });
      if (look.fits) fit();
    },
  };
}
