/** What the study says of itself to a reader, in English. */
import { sentences } from '../base/index.ts';

export const studySentences = {
  noModels: 'No model came with this page: images can be read, but are not scored.',
  noSuchModel: 'There is no model called {{wanted}} here; there is {{models}}.',
  openAlready: 'All images in it are open already.',
  sharedIdentifiers: 'Images in it carry identifiers (SOP Instance UID) of others, and are not shown.',
  released: 'This slice belongs to a study now closed.',
  readingStopped:
    'Reading was stopped after {{done}} of {{found}} files: slices of the others are missing here.',
  annotationsNotKept: 'This browser keeps no annotations: they are gone when the page is closed.',

  noStudy: 'No study open',
  lookingForFiles: 'Looking for files',
  readingFile: 'Reading file {{done}} of {{found}}',
  readingFileBefore: 'Reading file {{done}} of {{found}}, {{waiting}} more to open after it',
  stoppedReading: 'Stopped reading after {{done}} of {{found}} files',
  nothingToScore: 'No slice here that the model reads',
  analysed: 'Analysed {{scored}} of {{total}} slices{{failed}}{{state}}',
  someFailed: ', {{failed}} failed',
  paused: ', paused',
  modelNotRunning: ', model not running',

  notScoredYet: 'not scored yet',
  nothingToExport: 'There is nothing to export yet: no slice is scored.',
  noneInTable: 'None of the {{total}} slices in the table is scored.',
  submissionHolds: 'submission.csv holds {{scored}} of {{total}} slices.',
  reportHolds: 'The report holds {{scored}} of {{total}} slices.',
  tableHolds: '{{scored}} of {{total}} slices in the table are scored.',
  leftOut_one: '{{count}} slice is left out: {{why}}',
  leftOut_other: '{{count}} slices are left out: {{why}}',
  withoutScore_one: '{{count}} slice is without a score: {{why}}',
  withoutScore_other: '{{count}} slices are without a score: {{why}}',
  notYet_one: '{{count}} slice is not scored yet.',
  notYet_other: '{{count}} slices are not scored yet.',
  modelDoesNotRun: 'The model does not run: {{why}}',
  stillReading: 'Files are still being read: slices that come later are missing.',
  stoppedAt: 'Reading was stopped after {{done}} of {{found}} files: the others are missing.',
} as const;

export const say = sentences('study', studySentences);
