/** What may be left out of training slices, one thing at a time, to see what it teaches. All else is drawn as with it. */
export const FEATURES = {
  'look-alikes': 'what is bright, dark or missing without being blood',
  planes: 'planes that real heads were not scanned in',
  artefacts: 'bone that slopes through a slice, bright posterior fossae, streaks',
} as const;

export type Feature = keyof typeof FEATURES;

export function isFeature(name: string): name is Feature {
  return Object.hasOwn(FEATURES, name);
}
