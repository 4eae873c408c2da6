export { perImageCsv } from './perImage.ts';
export { submissionCsv } from './submission.ts';
export type { ImageIdRule, LeftOut, ReportRow, ReportSource, Submission } from './types.ts';
