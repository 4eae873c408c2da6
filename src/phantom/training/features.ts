/**
 * What may be left out of training slices, one thing at a time, to see what it teaches: what is bright, dark or missing without
 * being blood; planes that real heads were not scanned in; bone that slopes through a slice, bright posterior fossae, streaks.
 */
export const FEATURES = ['look-alikes', 'planes', 'artefacts'] as const;

export type Feature = (typeof FEATURES)[number];
