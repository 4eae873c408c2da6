/**
 * Hounsfield units of what a head is made of, at 120 kVp.
 *
 * Grey 37 to 41, white 25 to 32, CSF 0 to 15, fat −100 to −60, muscle 40 to 60, bone 300 to 1900: J. T. Bushberg et
 * al., "The Essential Physics of Medical Imaging", 3rd ed., ch. 10; S. Kamalian, M. H. Lev, R. Gupta, "Computed
 * tomography imaging and angiography – principles", Handb. Clin. Neurol. 135 (2016). Acute clotted blood 50 to 80, at
 * most 90: M. Bergström et al., "Variation with time of the attenuation values of intracranial hematomas", J. Comput.
 * Assist. Tomogr. 1 (1977). Blood in the venous sinuses, 45 to 65, follows the haematocrit.
 */
import type { Random } from '../random.ts';

/** Hounsfield units of one person. */
export interface Tissues {
  readonly grey: number;
  readonly white: number;
  readonly deepGrey: number;
  readonly cerebellum: number;
  readonly brainstem: number;
  readonly csf: number;
  readonly dura: number;
  readonly venous: number;
  readonly fat: number;
  readonly muscle: number;
  readonly skin: number;
  readonly table: number;
  readonly diploe: number;
  readonly petrous: number;
}

export const AIR = -1000;
export const VITREOUS = 10;
export const SCLERA = 45;
export const LENS = 75;

export function drawTissues(random: Random): Tissues {
  const white = random.uniform(26, 30);
  const grey = white + random.uniform(8, 10.5);
  return {
    white,
    grey,
    deepGrey: grey - random.uniform(0, 1.5),
    cerebellum: grey - random.uniform(2, 4),
    brainstem: white + random.uniform(2, 4),
    csf: random.uniform(4, 10),
    dura: random.uniform(48, 58),
    venous: random.uniform(48, 58),
    fat: random.uniform(-100, -85),
    muscle: random.uniform(48, 58),
    skin: random.uniform(15, 45),
    table: random.uniform(1300, 1700),
    diploe: random.uniform(550, 950),
    petrous: random.uniform(1300, 1800),
  };
}
