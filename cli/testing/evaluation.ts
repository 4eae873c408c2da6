/** What docs/model-evaluation and the shipped card may say: the figures that were measured, and how a page writes them. */
import * as v from 'valibot';

const figure = v.object({ value: v.number(), low: v.number(), high: v.number() });
const perhaps = v.object({
  value: v.nullable(v.number()),
  low: v.nullable(v.number()),
  high: v.nullable(v.number()),
});
const ofClass = v.object({ positive: v.number(), auc: perhaps, averagePrecision: perhaps });
const series = v.object({
  images: v.number(),
  median: v.number(),
  largest: v.number(),
  falsePositiveRate: v.number(),
});
const pointed = v.object({ bleeds: v.number(), hit: figure, strict: figure });
/** What `training.evaluate` wrote of the model that the page starts with. */
export const measured = v.parser(
  v.object({
    model: v.string(),
    'rsna-slices': v.object({
      images: v.number(),
      classes: v.object({
        epidural: ofClass,
        intraparenchymal: ofClass,
        intraventricular: ofClass,
        subarachnoid: ofClass,
        subdural: ofClass,
        any: ofClass,
      }),
      threshold: v.number(),
      weightedLogLoss: figure,
      constantPredictor: v.number(),
      sensitivity: v.number(),
      specificity: v.number(),
    }),
    'head-ct-ge': series,
    'head-cta-cq500': series,
    missed: v.array(v.unknown()),
    inVain: v.array(v.unknown()),
    phantoms: v.record(v.string(), v.object({ pointingGame: v.object({ all: pointed, any: pointed }) })),
  }),
);

/** With its interval; a dash where no class had a case. */
export const inFigures = ({ value, low, high }: v.InferOutput<typeof perhaps>, digits: number, what = '') =>
  value === null || low === null || high === null
    ? '–'
    : `${value.toFixed(digits)} (${what}${low.toFixed(digits)} to ${high.toFixed(digits)})`;

export const percent = (share: number) => `${Math.round(100 * share)} %`;

export const inPercent = ({ value, low, high }: v.InferOutput<typeof figure>) =>
  `${percent(value)} (${Math.round(100 * low)} to ${Math.round(100 * high)})`;

/** What stands after the first `start`, up to the next `end`. */
export function between(page: string, start: string, end: string): string {
  const [, after = ''] = page.split(start);
  return after.split(end)[0] ?? '';
}

/** Rows of the tables in a text, cells without the spaces about them and without the line below their heads. */
export const rows = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|') && !line.startsWith('| -'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

/** Of the tables of patients' slices, as `training/evaluation/tables.py` writes them. */
export const patientRows = (figures: ReturnType<typeof measured>) => {
  const slices = figures['rsna-slices'];
  const at = `at P(any) ≥ ${slices.threshold}`;
  const without = { 'head-ct-ge': figures['head-ct-ge'], 'head-cta-cq500': figures['head-cta-cq500'] };
  return [
    ['class', 'slices with it', 'AUC', 'average precision'],
    ...Object.entries(slices.classes).map(([name, { positive, auc, averagePrecision }]) => [
      name,
      `${positive} of ${slices.images}`,
      inFigures(auc, 2),
      inFigures(averagePrecision, 2),
    ]),
    ['on the same slices', ''],
    ['weighted log loss', inFigures(slices.weightedLogLoss, 3)],
    ['constant predictor', slices.constantPredictor.toFixed(3)],
    [`sensitivity ${at}`, slices.sensitivity.toFixed(2)],
    [`specificity ${at}`, slices.specificity.toFixed(2)],
    ['series without a bleed', 'slices', 'median P(any)', 'largest', 'at or over the threshold'],
    ...Object.entries(without).map(([name, { images, median, largest, falsePositiveRate }]) => [
      name,
      `${images}`,
      median.toFixed(2),
      largest.toFixed(2),
      `${Math.round(100 * falsePositiveRate)}%`,
    ]),
  ];
};
