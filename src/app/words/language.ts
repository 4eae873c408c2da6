/**
 * Which language the page speaks, kept from visit to visit. The page is drawn anew from its root when that changes, so that
 * components and commands ask for their words with the plain function `t`.
 */
import { createInstance } from 'i18next';
import * as v from 'valibot';
import { createStore } from 'zustand/vanilla';
import { keep, kept } from '../kept.ts';
import { en } from './en/index.ts';
import { LANGUAGE_CODES, LANGUAGES, preferredLanguage, type LanguageCode } from './languages.ts';

const KEY = 'hemolens.language';

export const words = createInstance({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  initAsync: false,
  // React and `textContent` write text, not HTML.
  interpolation: { escapeValue: false },
});
void words.init();

export const t = words.t;

const store = createStore<{ readonly language: LanguageCode }>(() => ({ language: 'en' }));
export const language = {
  getState: store.getState,
  getInitialState: store.getInitialState,
  subscribe: store.subscribe,
};

/** The one kept, else the first of the browser's that the page has. */
export function firstLanguage(): LanguageCode {
  return kept(KEY, v.picklist(LANGUAGE_CODES)) ?? preferredLanguage(navigator.languages);
}

/**
 * From now on the page speaks it.
 * @throws where its words do not load; the page then goes on as before
 */
export async function speak(code: LanguageCode): Promise<void> {
  const { load } = LANGUAGES[code];
  if (load && !words.hasResourceBundle(code, 'translation')) {
    words.addResourceBundle(code, 'translation', await load());
  }
  await words.changeLanguage(code);
  document.documentElement.lang = code;
  store.setState({ language: code });
}

/** The reader has chosen. */
export async function chooseLanguage(code: LanguageCode): Promise<void> {
  await speak(code);
  keep(KEY, code);
}
