/** What stands on every picture and report that leaves the page. */
export const NOTICE = 'Not a medical device. Not for diagnostic use.';
