import { reportSentences } from './sentences.ts';

/** What stands on every picture and report that leaves the page. */
export const NOTICE = reportSentences.notice;
