import 'i18next';
import type { en } from './en/index.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    /** Keys, and what each is to be given, are known to the compiler. */
    resources: { translation: typeof en };
    strictInterpolationChecks: true;
  }
}
