/** What the kinds of bleed are called, in as many ways as there are places for it. */
import type { HemorrhageClass } from '../../base/index.ts';
import { t } from './language.ts';

/** As a line begins. */
export const classLabel = (kind: HemorrhageClass): string => t(`classes.label.${kind}`);
export const classWord = (kind: HemorrhageClass): string => t(`classes.word.${kind}`);
/** In a sentence, of the hemorrhage. */
export const bleedWord = (kind: HemorrhageClass): string => t(`classes.bleed.${kind}`);
/** As radiologists write them. */
export const classShort = (kind: HemorrhageClass): string => t(`classes.short.${kind}`);
