/** Files that operating systems strew over folders and discs: nobody dropped them on purpose, so nobody is told. */
const JUNK_NAMES = new Set(['.ds_store', 'thumbs.db', 'ehthumbs.db', 'desktop.ini', '.localized']);
const JUNK_FOLDERS = new Set(['__macosx', '$recycle.bin', 'system volume information', '.spotlight-v100']);

/** AppleDouble, by its first four bytes: macOS puts `._I10` beside every `I10` it copies to a disc of another system. */
export function isAppleDouble(head: Uint8Array): boolean {
  return [0, 5, 0x16, 7].every((byte, index) => head[index] === byte);
}

/** By name, a folder's ending in `/`. Whatever its case: discs shout (ISO 9660). */
export function isSystemJunk(path: string): boolean {
  const folders = path.toLowerCase().split('/');
  const name = folders.pop() ?? '';
  return JUNK_NAMES.has(name) || folders.some((folder) => JUNK_FOLDERS.has(folder));
}
