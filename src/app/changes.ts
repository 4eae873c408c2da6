import { attitudeWords, type Attitude } from '../viewport/index.ts';
import { capitalised } from './format.ts';
import { t, tell } from './words/index.ts';

/** How an image is shown otherwise than stored, e.g. `Inverted, mirrored, turned 90°`; empty where it is not. */
export function changesInWords(negative: boolean, attitude: Attitude): string {
  const lying = attitudeWords(attitude);
  const changes = [...(negative ? [t('corner.inverted')] : []), ...(lying ? [tell(lying)] : [])];
  return capitalised(changes.join(', '));
}
