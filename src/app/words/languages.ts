/** The languages of the page, one line each, and which one a reader begins with. */
import type { Words } from './types.ts';

export interface Language {
  /** In itself, so that whoever looks for it knows it. */
  readonly name: string;
  /** Of numbers and dates, for Intl. English dates are written as ISO 8601 has them: no reader takes day for month. */
  readonly numbers: string;
  readonly dates: string;
  /** English is part of the page; any other comes when it is asked for, and from the service worker without a network. */
  readonly load?: () => Promise<Words>;
}

export const LANGUAGE_CODES = ['en', 'de'] as const;
export type LanguageCode = (typeof LANGUAGE_CODES)[number];

export const LANGUAGES: Readonly<Record<LanguageCode, Language>> = {
  en: { name: 'English', numbers: 'en', dates: 'sv' },
  de: { name: 'Deutsch', numbers: 'de', dates: 'de', load: async () => (await import('./de/index.ts')).de },
};

/** The first that the page has of what the browser prefers (BCP 47, such as `de-AT`); English where it has none. */
export function preferredLanguage(wanted: readonly string[]): LanguageCode {
  const known = wanted.flatMap((tag) => {
    const [primary] = tag.toLowerCase().split('-');
    return LANGUAGE_CODES.find((code) => code === primary) ?? [];
  });
  return known[0] ?? 'en';
}
