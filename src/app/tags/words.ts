/** What the tag browser says, in one place. */
export const WORDS = {
  title: 'DICOM tags',
  search: 'Search tag, name, keyword or value',
  table: 'Elements of the image',
  columns: ['Tag', 'VR', 'Name', 'Keyword', 'Value'],
  reading: 'Reading the file…',
  none: 'Nothing matches the search.',
  copyValue: 'Copy value',
  copyRow: 'Copy row',
  copied: 'Copied.',
  notCopied: 'This browser does not let the page copy.',
  previous: 'Previous slice',
  next: 'Next slice',
  closed: 'The file of this image is not known, so its tags cannot be read.',
} as const;

export const itemWords = (number: number) => `Item ${number}`;

export function binaryWords(length: number | undefined, start: string): string {
  if (length === undefined) return 'compressed frames';
  const size = `${length} bytes`;
  return start === '' ? size : `${size}: ${start}${length * 3 > start.length + 1 ? ' …' : ''}`;
}

export function countWords(matches: number, all: number, query: string): string {
  if (query.trim() === '') return all === 1 ? '1 element' : `${all} elements`;
  return `${matches} of ${all} elements match`;
}

export const wholeWords = (count: number, of: 'values' | 'characters') => `The beginning of ${count} ${of}.`;
