/** Files that operating systems strew over folders and discs: nobody dropped them on purpose, so nobody is told. */
const JUNK_NAMES = new Set(['.ds_store', 'thumbs.db', 'ehthumbs.db', 'desktop.ini', '.localized']);
const JUNK_FOLDERS = new Set(['__macosx', '$recycle.bin', 'system volume information', '.spotlight-v100']);

/** Whatever its case: discs shout (ISO 9660). */
export function isSystemJunk(path: string): boolean {
  const folders = path.toLowerCase().split('/');
  const name = folders.pop() ?? '';
  return JUNK_NAMES.has(name) || folders.some((folder) => JUNK_FOLDERS.has(folder));
}
