/** What stands in reports and beneath pictures, in English: files are the same in every language. */
import { sentences } from '../base/index.ts';

export const reportSentences = {
  notice: 'Not a medical device. Not for diagnostic use.',
  withoutNumbers: '{{without}} of {{all}} slices have no probabilities in this report.',
  // Counted for its grammar alone: the slices go by their numbers.
  slices_one: 'Slice {{numbers}}: {{why}}',
  slices_other: 'Slices {{numbers}}: {{why}}',
  // The attribute goes by its name in the standard.
  oddIdentifier:
    'The {{attribute}} is “{{uid}}”, where DICOM allows only numbers with dots between them, 64 characters at most: no DICOM object can be made from this image.',
  idTaken: 'Its id {{id}} is already taken by {{file}}.',
} as const;

export const say = sentences('report', reportSentences);
