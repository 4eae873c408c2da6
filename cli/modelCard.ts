/** What is known of a model besides its weights: read from a JSON file, told in the manifest and in CARD.md. */
import * as v from 'valibot';
import { HEMORRHAGE_CLASSES } from '../src/base/index.ts';
import {
  architectureName,
  badField,
  modelId,
  said,
  type ModelCard,
  type ModelManifest,
} from '../src/model/index.ts';

/** Strict: a misspelt field would leave its matter unstated without a word. */
const schema = v.strictObject({
  id: v.optional(modelId),
  name: v.optional(said),
  version: v.optional(said),
  licence: v.optional(said),
  trainedOn: v.optional(said),
  trainedBy: v.optional(said),
  /** Where the checkpoint comes from; its name and hash are added. */
  source: v.optional(said),
  /** The checkpoint's six outputs in its own order, which no checkpoint tells of itself. */
  outputs: v.optional(
    v.pipe(
      v.array(v.picklist(HEMORRHAGE_CLASSES)),
      v.check(
        (names) => [...names].sort().join() === [...HEMORRHAGE_CLASSES].sort().join(),
        'not the six classes',
      ),
    ),
  ),
  performance: v.optional(v.array(said), []),
  intendedUse: v.optional(said),
  /** Paragraphs for CARD.md. */
  notes: v.optional(v.array(said), []),
});

export type Card = v.InferOutput<typeof schema>;

/** The card of a model of which nobody says anything. */
export const NOTHING_STATED: Card = v.parse(schema, {});

const NOT_STATED = 'not stated';
const NOT_FOR_DIAGNOSIS = 'not a medical device, not for diagnostic use';

/** @throws {HemolensError} `cli/bad-card`, naming the field */
export function parseCard(json: unknown, file: string): Card {
  const parsed = v.safeParse(schema, json);
  if (parsed.success) return parsed.output;
  throw badField('cli/bad-card', 'This model card', parsed.issues, file);
}

/** What a manifest needs of a card: what is not stated is said to be so. */
export function manifestCard(
  card: Card,
  known: {
    readonly folder: string;
    readonly name: string | undefined;
    readonly checkpoint: string;
    readonly checkpointSha256: string;
  },
): ModelCard {
  return {
    id: card.id ?? idFrom(known.folder),
    name: known.name ?? card.name,
    version: card.version ?? NOT_STATED,
    licence: card.licence ?? NOT_STATED,
    provenance: {
      trainedOn: card.trainedOn ?? NOT_STATED,
      trainedBy: card.trainedBy ?? NOT_STATED,
      source: `${card.source ?? NOT_STATED}; checkpoint ${known.checkpoint}, SHA-256 ${known.checkpointSha256}`,
    },
    performance: card.performance,
    intendedUse: card.intendedUse ?? `${NOT_STATED}; ${NOT_FOR_DIAGNOSIS}`,
  };
}

function idFrom(folder: string): string {
  const id = folder
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '');
  return id === '' ? 'model' : id;
}

/**
 * CARD.md: the manifest in words, and how the folder came to be.
 * @param command  the parts of the command line, quoted for a shell, without folders of one machine
 */
export function cardMarkdown(
  manifest: ModelManifest,
  notes: readonly string[],
  command: readonly string[],
): string {
  const { preprocessing, provenance, performance } = manifest;
  const windows = preprocessing.windows.map(({ center, width }) => `${center}/${width}`).join(', ');
  const fit =
    preprocessing.fit.kind === 'pad-resize'
      ? 'padded to a square, resized'
      : `shorter side resized to ${preprocessing.fit.resize}, centre cropped`;
  const evidence = `one cell a ${manifest.architecture.outputStride} × ${manifest.architecture.outputStride} pixels, pooled by ${
    manifest.pooling.kind === 'mean' ? 'mean' : `log-mean-exp, sharpness ${manifest.pooling.sharpness}`
  }`;
  const facts: readonly (readonly [string, string])[] = [
    ['Id, version', `${manifest.id}, ${manifest.version}`],
    ['Architecture', architectureName(manifest.architecture)],
    ['Outputs', manifest.classes.join(', ')],
    ['Evidence', evidence],
    ['Temperatures', manifest.temperatures.join(', ')],
    ['Thresholds', manifest.thresholds.join(', ')],
    ['Windows (centre/width)', windows],
    ['Input', `${preprocessing.size} × ${preprocessing.size} pixels, ${fit}`],
    ['Mean, standard deviation', `${preprocessing.mean.join(' ')}, ${preprocessing.std.join(' ')}`],
    ['Weights', `${manifest.precision}, SHA-256 ${manifest.weightsSha256}`],
    ['Licence', manifest.licence],
    ['Trained on', provenance.trainedOn],
    ['Trained by', provenance.trainedBy],
    ['Source', provenance.source],
    ['Intended use', manifest.intendedUse],
  ];
  const paragraphs = [
    `# ${manifest.name}`,
    ...notes,
    [
      '| | |',
      '|---|---|',
      ...facts.map(([what, value]) => `| ${what} | ${value.replaceAll('|', '\\|')} |`),
    ].join('\n'),
    '## Measured performance',
    performance.length > 0
      ? performance.map((figure) => `- ${figure}`).join('\n')
      : 'None stated: every number this model gives is unproven.',
    '## How this folder was made',
    `    hemolens ${command.join(' \\\n        ')}`,
  ];
  return `${paragraphs.join('\n\n')}\n`;
}
