/** English, the source: the page's own words, and the core's as its folders have them. */
import { baseSentences } from '../../../base/index.ts';
import { dicomSentences } from '../../../dicom/index.ts';
import { inferenceSentences } from '../../../inference/index.ts';
import { intakeSentences } from '../../../intake/index.ts';
import { modelSentences } from '../../../model/index.ts';
import { reportSentences } from '../../../report/index.ts';
import { studySentences } from '../../../study/index.ts';
import { viewportSentences } from '../../../viewport/index.ts';
import { volumeSentences } from '../../../volume/index.ts';
import { commands } from './commands.ts';
import { frame } from './frame.ts';
import { image } from './image.ts';
import { panels } from './panels.ts';
import { takeaway } from './takeaway.ts';

export const en = {
  ...frame,
  ...panels,
  ...image,
  ...commands,
  ...takeaway,
  base: baseSentences,
  dicom: dicomSentences,
  intake: intakeSentences,
  inference: inferenceSentences,
  model: modelSentences,
  report: reportSentences,
  study: studySentences,
  viewport: viewportSentences,
  volume: volumeSentences,
} as const;
