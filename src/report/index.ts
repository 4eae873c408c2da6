export { perImageCsv } from './perImage.ts';
export { reportRow, type ReportResult } from './row.ts';
export { submissionCsv } from './submission.ts';
export type { ImageIdRule, LeftOut, ReportRow, ReportSource, Submission } from './types.ts';
