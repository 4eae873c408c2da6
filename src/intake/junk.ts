/** Files that operating systems strew over folders and discs: nobody dropped them on purpose, so nobody is told. */
const JUNK_NAMES = new Set(['.DS_Store', 'Thumbs.db', 'ehthumbs.db', 'desktop.ini', '.localized']);
const JUNK_FOLDERS = new Set(['__MACOSX', '$RECYCLE.BIN', 'System Volume Information', '.Spotlight-V100']);

export function isSystemJunk(path: string): boolean {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  return JUNK_NAMES.has(name) || folders.some((folder) => JUNK_FOLDERS.has(folder));
}
