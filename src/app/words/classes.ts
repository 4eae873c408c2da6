/** What the kinds of bleed are called, in as many ways as there are places for it. */
import type { HemorrhageClass } from '../../base/index.ts';
import { language, t } from './language.ts';

/** Those asked for in the present language: each slice asks for two dozen anew. */
const asked = new Map<string, string>();
language.subscribe(() => asked.clear());

function wordOf(kind: HemorrhageClass, form: 'label' | 'word' | 'bleed' | 'short'): string {
  const key = `classes.${form}.${kind}` as const;
  const word = asked.get(key) ?? t(key);
  asked.set(key, word);
  return word;
}

/** As a line begins. */
export const classLabel = (kind: HemorrhageClass): string => wordOf(kind, 'label');
export const classWord = (kind: HemorrhageClass): string => wordOf(kind, 'word');
/** In a sentence, of the hemorrhage. */
export const bleedWord = (kind: HemorrhageClass): string => wordOf(kind, 'bleed');
/** As radiologists write them. */
export const classShort = (kind: HemorrhageClass): string => wordOf(kind, 'short');
