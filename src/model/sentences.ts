/** What a reader may see of a model that does not load, in English. Names and fields stand as the manifest has them. */
import { sentences } from '../base/index.ts';

export const modelSentences = {
  insecurePage: 'The model cannot be verified here: the page must be opened over https or from localhost.',
  otherWeights: "The model's weights are not those its manifest was written for.",
  missingShard: "The model's file {{path}} is missing or cannot be read.",
  corruptShard: "The model's file {{path}} is damaged, incomplete or of another model.",
  noManifest: 'This model carries no Hemolens manifest: make one with hemolens convert.',
  invalidField: '{{what}} is not valid at {{field}}: {{why}}.',
  unknownOperation: "This model's graph cannot be followed: {{why}}.",
} as const;

export const say = sentences('model', modelSentences);
