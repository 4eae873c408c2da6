/**
 * What is bright, dark or missing without being blood in the brain: each is drawn with its share of heads, on slices with
 * and without a bleed alike. None has a label.
 *
 * Falx and tentorium 40 to 60 HU, denser with age and in anaemia's absence; sinuses 45 to 70 with the haematocrit;
 * calcifications of pineal, choroid, falx and basal ganglia 40 to 900: A. G. Osborn, "Osborn's Brain", 2nd ed., ch. 1
 * and 8. Old infarcts 6 to 22 HU below brain. Meningiomas: ibid., ch. 22.
 */
import type { Random } from '../../random.ts';
import type { Ground } from '../ground.ts';
import { outgrowth, skullDefect } from './bone.ts';
import { calcifications, choroid, colloidCyst } from './calcifications.ts';
import { calcifiedFalx, denseFalx, denseSinus } from './dura.ts';
import { cavityOrAir, drain, oldInfarct } from './lesions.ts';
import { meningioma } from './meningioma.ts';
import { swollenScalp, table, wire } from './outside.ts';
import { contrast, vessels } from './vessels.ts';

interface Mimic {
  readonly name: string;
  readonly share: number;
  /** Needs the cavity, as opposed to what lies about the head. */
  readonly within: boolean;
  readonly draw: (ground: Ground, random: Random) => void;
}

const MIMICS: readonly Mimic[] = [
  { name: 'falx', share: 0.35, within: true, draw: denseFalx },
  { name: 'sinus', share: 0.25, within: true, draw: denseSinus },
  { name: 'vessels', share: 0.2, within: true, draw: vessels },
  { name: 'calcification', share: 0.22, within: true, draw: calcifications },
  { name: 'choroid', share: 0.3, within: true, draw: choroid },
  { name: 'calcified falx', share: 0.1, within: true, draw: calcifiedFalx },
  { name: 'colloid cyst', share: 0.02, within: true, draw: colloidCyst },
  { name: 'contrast', share: 0.1, within: true, draw: contrast },
  { name: 'meningioma', share: 0.03, within: true, draw: meningioma },
  { name: 'infarct', share: 0.15, within: true, draw: oldInfarct },
  { name: 'cavity', share: 0.07, within: true, draw: cavityOrAir },
  { name: 'drain', share: 0.05, within: true, draw: drain },
  { name: 'outgrowth', share: 0.1, within: true, draw: outgrowth },
  { name: 'defect', share: 0.1, within: false, draw: skullDefect },
  { name: 'scalp', share: 0.3, within: false, draw: swollenScalp },
  { name: 'table', share: 0.65, within: false, draw: table },
  { name: 'wire', share: 0.1, within: false, draw: wire },
];

/** Changes the slice in place. */
export function drawMimics(ground: Ground, random: Random): void {
  for (const { name, share, within, draw } of MIMICS) {
    const own = random.fork(name);
    if (own.chance(share) && (!within || ground.bleeds)) draw(ground, own);
  }
}
