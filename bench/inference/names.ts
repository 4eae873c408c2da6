/** The names that `--models` takes. */
export const MODELS = ['default', 'resnext50', 'resnext101'] as const;
export type BenchModel = (typeof MODELS)[number];
