/** What a viewport has to tell, kept until the next screen frame: of one gesture only where it has led. */
import type { HounsfieldFrame, VoiWindow } from '../dicom/index.ts';
import type { Attitude } from './attitude.ts';
import { noProbe, probeAt, sameProbe, type Probe } from './probe.ts';
import type { ViewportEvent } from './types.ts';
import { imagePointAt, placementOf, type ImageShape, type Pane, type Point, type View } from './view.ts';

/** How a viewport stands. */
export interface Standing {
  readonly frame: HounsfieldFrame | undefined;
  readonly shape: ImageShape | undefined;
  readonly view: View;
  readonly fits: boolean;
  readonly voi: VoiWindow;
  readonly pane: Pane;
  /** CSS pixels from the pane's top left corner. */
  readonly pointer: Point | undefined;
}

export interface Telling {
  scrolled(slices: number, alone: boolean): void;
  windowed(): void;
  /** @param told  whether by one who knows: then there is nothing to tell */
  looked(told: boolean): void;
  clicked(at: Point): void;
  /** A hand holds a line and has gone there. */
  lineMoved(line: string, to: Point): void;
  tell(): void;
}

/** @param now  asked again for each event, for what listeners do in answer changes how the viewport stands */
export function createTelling(now: () => Standing, emit: (event: ViewportEvent) => void): Telling {
  const untold = { voi: false, slices: 0, alone: 0, look: false };
  const clicks: Point[] = [];
  let moved: { readonly line: string; readonly to: Point } | undefined;
  const told: { scale: number | undefined; attitude: Attitude | undefined; probe: Probe } = {
    scale: undefined,
    attitude: undefined,
    probe: noProbe,
  };

  function tellScroll(): void {
    const { slices, alone } = untold;
    untold.slices = untold.alone = 0;
    if (slices !== 0) emit({ kind: 'scroll', slices });
    if (alone !== 0) emit({ kind: 'scroll', slices: alone, alone: true });
  }

  function tellLook(): void {
    const { frame, pane, view } = now();
    const { scale, attitude } = view;
    if (frame && pane.width > 0 && (scale !== told.scale || attitude !== told.attitude)) {
      told.scale = scale;
      told.attitude = attitude;
      emit({ kind: 'view', scale, attitude });
    }
    if (!untold.look) return;
    untold.look = false;
    const { view: present, fits } = now();
    emit({ kind: 'look', look: { view: present, fits } });
  }

  function tellPointer(): void {
    const { shape, view, pane } = now();
    const placement = shape && placementOf(view, pane, shape);
    for (const click of clicks.splice(0)) {
      if (placement) emit({ kind: 'click', at: imagePointAt(placement, click) });
    }
    if (moved && placement) emit({ kind: 'line', line: moved.line, at: imagePointAt(placement, moved.to) });
    moved = undefined;
    const { frame, pointer } = now();
    const probe = frame && placement && pointer ? probeAt(frame, placement, pointer) : noProbe;
    if (sameProbe(probe, told.probe)) return;
    told.probe = probe;
    emit({ kind: 'probe', ...probe });
  }

  return {
    scrolled: (slices, alone) => (untold[alone ? 'alone' : 'slices'] += slices),
    windowed: () => (untold.voi = true),
    looked: (byOneWhoKnows) => (untold.look = !byOneWhoKnows),
    lineMoved: (line, to) => (moved = { line, to }),
    clicked: (at) => clicks.push(at),
    tell() {
      tellScroll();
      if (untold.voi) {
        untold.voi = false;
        emit({ kind: 'voi', voi: now().voi });
      }
      tellLook();
      tellPointer();
    },
  };
}
