/** What the kinds of bleed are called, in as many ways as there are places for it. */
import type { HemorrhageClass } from '../../base/index.ts';
import { language, t } from './language.ts';

/** Words kept in the present language: each slice asks for two dozen anew. */
function remembered(ask: (kind: HemorrhageClass) => string): (kind: HemorrhageClass) => string {
  const words = new Map<HemorrhageClass, string>();
  language.subscribe(() => words.clear());
  return (kind) => {
    const word = words.get(kind) ?? ask(kind);
    words.set(kind, word);
    return word;
  };
}

/** As a line begins. */
export const classLabel = remembered((kind) => t(`classes.label.${kind}`));
export const classWord = remembered((kind) => t(`classes.word.${kind}`));
/** In a sentence, of the hemorrhage. */
export const bleedWord = remembered((kind) => t(`classes.bleed.${kind}`));
/** As radiologists write them. */
export const classShort = remembered((kind) => t(`classes.short.${kind}`));
