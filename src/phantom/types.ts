/** What a phantom is asked for and what it gives. */
import type { HemorrhageClass, Millimetre } from '../base/index.ts';
import { HEMORRHAGE_CLASSES } from '../base/index.ts';

export type BleedKind = Exclude<HemorrhageClass, 'any'>;

/** The five kinds a phantom can bleed in, in class order. */
export const BLEED_KINDS: readonly BleedKind[] = HEMORRHAGE_CLASSES.filter((kind) => kind !== 'any');

export interface PhantomOptions {
  /** The same seed and options give the same pixels. */
  readonly seed: string | number;
  /** How many slices, spread evenly from the skull base to the vertex. */
  readonly slices: number;
  /** Kinds of bleed; a kind named twice bleeds twice. */
  readonly bleeds: readonly BleedKind[];
  /** Pixels a side; 512 unless told. */
  readonly size?: number;
  /** Field of view in mm; 250 unless told. */
  readonly fieldOfView?: number;
  /** From 0 (young, full brain) to 1 (old, wide sulci and ventricles); drawn from the seed unless told. */
  readonly age?: number;
  /** Standard deviation of the noise in brain, HU; 3.2 unless told. */
  readonly noise?: number;
}

/** One axial slice with its truth. */
export interface PhantomSlice {
  /** From 0, from the skull base upwards. */
  readonly index: number;
  readonly rows: number;
  readonly columns: number;
  /** Hounsfield units, row-major; row 0 is the patient's front, column 0 the patient's right. */
  readonly hounsfield: Int16Array;
  readonly truth: Readonly<Record<HemorrhageClass, boolean>>;
  /** 1 where blood fills at least half a pixel, row-major; exactly the kinds that `truth` names. */
  readonly masks: Readonly<Partial<Record<BleedKind, Uint8Array>>>;
  /** Distance between pixel centres, both ways. */
  readonly pixelSpacing: Millimetre;
  readonly thickness: Millimetre;
  /** Height of the slice's middle above the plane of the ear canals. */
  readonly position: Millimetre;
}
