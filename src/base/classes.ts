import type { Probability } from './units.ts';

/** The six outputs of the RSNA 2019 task, in the one order used everywhere. */
export const HEMORRHAGE_CLASSES = [
  'epidural',
  'intraparenchymal',
  'intraventricular',
  'subarachnoid',
  'subdural',
  'any',
] as const;

export type HemorrhageClass = (typeof HEMORRHAGE_CLASSES)[number];

/** What a model says of one image. */
export type Probabilities = Readonly<Record<HemorrhageClass, Probability>>;
