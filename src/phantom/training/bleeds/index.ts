/** The kinds of bleed for training, one line each: how it is drawn and how often it is. */
import type { Random } from '../../random.ts';
import type { BleedKind } from '../../types.ts';
import { BLEED_KINDS } from '../../types.ts';
import { bleed, visiblePixels, type Bleed, type Bleeding, startBleeding } from '../blood.ts';
import { PIXELS, at } from '../field.ts';
import type { Ground } from '../ground.ts';
import { epidural } from './epidural.ts';
import { intraparenchymal } from './intraparenchymal.ts';
import { intraventricular } from './intraventricular.ts';
import { subarachnoid } from './subarachnoid.ts';
import { subdural } from './subdural.ts';

interface Kind {
  readonly draw: Bleed;
  /**
   * Such that kinds are as common among slices that bleed as in A. E. Flanders et al., Radiol. Artif. Intell. 2 (2020)
   * e190211; epidural ones, of which there would be too few to learn from, are four times as common.
   */
  readonly share: number;
}

const KINDS: Readonly<Record<BleedKind, Kind>> = {
  epidural: { draw: epidural, share: 0.06 },
  intraparenchymal: { draw: intraparenchymal, share: 0.19 },
  intraventricular: { draw: intraventricular, share: 0.35 },
  subarachnoid: { draw: subarachnoid, share: 0.22 },
  subdural: { draw: subdural, share: 0.32 },
};

/** Draws one to three kinds, again until something can be seen; undefined where nothing comes of it. */
export function bleedSomewhere(ground: Ground, random: Random): Bleeding | undefined {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    let current = startBleeding(ground);
    for (const kind of drawKinds(ground, random)) {
      current = bleed(current, kind, KINDS[kind].draw, random);
    }
    if (BLEED_KINDS.some((kind) => visiblePixels(current, kind) > 0)) return current;
  }
  return undefined;
}

function drawKinds(ground: Ground, random: Random): BleedKind[] {
  const more = random.uniform(0, 1);
  const count = more < 0.45 ? 1 : more < 0.85 ? 2 : 3;
  const possible = BLEED_KINDS.filter((kind) => kind !== 'intraventricular' || hasVentricle(ground));
  const total = possible.reduce((sum, kind) => sum + KINDS[kind].share, 0);
  const drawn: BleedKind[] = [];
  for (let round = 0; round < count; round += 1) {
    let rest = random.uniform(0, total);
    for (const kind of possible) {
      rest -= KINDS[kind].share;
      if (rest > 0) continue;
      drawn.push(kind);
      break;
    }
  }
  return [...new Set(drawn)];
}

function hasVentricle({ ventricle }: Ground): boolean {
  let pixels = 0;
  for (let index = 0; index < PIXELS; index += 1) pixels += at(ventricle, index);
  return pixels > 40;
}
