/** The kinds of bleed, one file and one line each. */
import type { BleedKind } from '../types.ts';
import type { BleedPlan } from './bleed.ts';
import { epidural } from './epidural.ts';
import { intraparenchymal } from './intraparenchymal.ts';
import { intraventricular } from './intraventricular.ts';
import { subarachnoid } from './subarachnoid.ts';
import { subdural } from './subdural.ts';

export const BLEED_PLANS: Readonly<Record<BleedKind, BleedPlan>> = {
  epidural,
  intraparenchymal,
  intraventricular,
  subarachnoid,
  subdural,
};
