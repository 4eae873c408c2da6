import { describe, expect, it } from 'vitest';
import { millimetre } from '../base/index.ts';
import type { Slice, Vector3 } from '../dicom/index.ts';
import { upright, type Look } from '../viewport/index.ts';
import { createLookGroup, lookBeside } from './looks.ts';
import { SAGITTAL, slice } from './testing/fakes.ts';
import { watchedViewport } from './testing/watchedViewport.ts';

const MIRRORED = { mirrored: true, turns: 0 } as const;
const lying = (scale: number, x = 0, y = 0, attitude: Look['view']['attitude'] = upright): Look => ({
  view: { scale, pan: { x, y }, attitude },
  fits: false,
});

describe('panes that are looked at together', () => {
  it('lie as the one that leads them, also where it comes last', () => {
    const looks = createLookGroup();
    const [lead, early, late] = [watchedViewport(), watchedViewport(), watchedViewport()];
    looks.join(early.viewport);
    const mirrored = lying(3, 0, 0, MIRRORED);
    looks.join({ ...lead.viewport, look: () => mirrored }, { leads: true });
    looks.join(late.viewport);
    expect(early.told).toEqual(['scale 3 mirrored']);
    expect(late.told).toEqual(['scale 3 mirrored']);
    expect(lead.told).toEqual([]);
    late.hand({ kind: 'look', look: lying(4, 0, 0, MIRRORED) });
    expect(lead.told).toEqual(['scale 4 mirrored']);
  });

  it('of another image lie as that means there, and on their own where it means nothing', () => {
    const looks = createLookGroup();
    const [lead, other] = [watchedViewport(), watchedViewport()];
    let comparable = true;
    const times = (look: Look, factor: number) => (comparable ? lying(look.view.scale * factor) : undefined);
    looks.join(other.viewport, {
      toImage: (look) => times(look, 0.5),
      fromImage: (look) => times(look, 2),
    });
    looks.join({ ...lead.viewport, look: () => lying(3) }, { leads: true });
    expect(other.told).toEqual(['scale 6']);
    other.hand({ kind: 'look', look: lying(8) });
    expect(lead.told).toEqual(['scale 4']);
    looks.follow(other.viewport);
    expect(other.told.at(-1)).toBe('scale 8');
    comparable = false;
    lead.hand({ kind: 'look', look: lying(1) });
    other.hand({ kind: 'look', look: lying(5) });
    expect([lead.told.at(-1), other.told.at(-1)]).toEqual(['scale 4', 'scale 8']);
  });
});

interface Wanted {
  readonly spacing?: number;
  readonly position?: Vector3;
  readonly frame?: string;
  readonly orientation?: Slice['geometry']['orientation'];
}

/** Of 101 pixels a side: its middle is the centre of one. */
function picture({ spacing, position = [0, 0, 0], frame, orientation }: Wanted): Slice {
  const one = slice('one', orientation && { orientation });
  const pixelSpacing =
    spacing === undefined ? undefined : { row: millimetre(spacing), column: millimetre(spacing) };
  return {
    ...one,
    geometry: { ...one.geometry, position, pixelSpacing },
    instance: { ...one.instance, rows: 101, columns: 101, frameOfReferenceUid: frame },
  };
}

describe('an image of another series', () => {
  const half = picture({ spacing: 0.5, frame: 'A' });

  it('shows a millimetre as long as the first one does, about its own middle', () => {
    const later = picture({ spacing: 0.25, frame: 'B', position: [700, 80, 30] });
    // 4 CSS pixels a millimetre in both: what is panned is panned as far.
    expect(lookBeside(lying(2, 10, -20), half, later, upright)).toEqual(lying(1, 10, -20));
    expect(lookBeside(lying(1, 10, -20), later, half, upright)).toEqual(lying(2, 10, -20));
  });

  it('shows the same place in the middle of its pane where both lie in one frame of reference', () => {
    // Its middle lies 5 mm further left and 10 mm further back.
    const beside = picture({ spacing: 0.5, frame: 'A', position: [5, 10, 30] });
    expect(lookBeside(lying(2), half, beside, upright)).toEqual(lying(2, 20, 40));
    expect(lookBeside(lying(2, 20, 40), beside, half, upright)).toEqual(lying(2));
  });

  it('keeps the way it is turned itself, and shows the place for all that', () => {
    expect(lookBeside(lying(2, 10, -20), half, half, MIRRORED)).toEqual(lying(2, -10, -20, MIRRORED));
    const turned = { mirrored: false, turns: 1 } as const;
    expect(lookBeside(lying(2, 10, -20), half, half, turned)).toEqual(lying(2, 20, 10, turned));
    const back = lookBeside(lying(2, 20, 10, turned), half, half, upright);
    expect(back).toEqual(lying(2, 10, -20));
    // Stored the other way round: what is seen right in one is seen left in the other.
    const stored = picture({ spacing: 0.5, orientation: { row: [-1, 0, 0], column: [0, 1, 0] } });
    expect(lookBeside(lying(2, 10, -20), half, stored, upright)).toEqual(lying(2, -10, -20));
  });

  it('lies on its own where a spacing is not known or it crosses the first one', () => {
    expect(lookBeside(lying(2), half, picture({}), upright)).toBeUndefined();
    expect(lookBeside(lying(2), picture({}), half, upright)).toBeUndefined();
    const crossing = picture({ spacing: 0.5, frame: 'A', orientation: SAGITTAL });
    expect(lookBeside(lying(2), half, crossing, upright)).toBeUndefined();
  });
});
