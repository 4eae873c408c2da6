/**
 * What was dropped or chosen, as a flat list of files with their paths.
 *
 * The walk is our own: file-selector rejects the whole drop when one entry cannot be opened, and loses the path of files
 * that lie in no folder. Here an entry that fails stays in the list with its reason, and is told when its turn comes.
 */
import { failure, type Sentence } from '../base/index.ts';
import { isSystemJunk } from './junk.ts';
import type { IntakeFile } from './types.ts';
import { say } from './sentences.ts';

/**
 * Walks everything a drop holds, folders within folders included.
 *
 * To be called within the handler of the `drop` event: the browser empties the item list when that returns.
 */
export async function filesFromDrop(dataTransfer: DataTransfer): Promise<IntakeFile[]> {
  const items = Array.from(dataTransfer.items).filter(({ kind }) => kind === 'file');
  const roots = items.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const found = await Promise.all(
    roots.map(({ entry, file }) => {
      if (entry) return walk(entry);
      return Promise.resolve(file ? [{ path: file.name, file }] : []);
    }),
  );
  return found.flat().filter(({ path }) => !isSystemJunk(path));
}

/** The files of an `<input type=file>`, with their folders where it has `webkitdirectory`. */
export function filesFromInput(input: FileList): IntakeFile[] {
  return Array.from(input)
    .map((file) => ({ path: file.webkitRelativePath || file.name, file }))
    .filter(({ path }) => !isSystemJunk(path));
}

async function walk(entry: FileSystemEntry): Promise<IntakeFile[]> {
  const path = entry.fullPath.replace(/^\//, '');
  try {
    if (isFile(entry)) {
      const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
      return [{ path, file }];
    }
    return isFolder(entry) ? await walkFolder(entry, path) : [];
  } catch {
    return [unopened(path, 'intake/unreadable', say('unopened'))];
  }
}

/** Entries of a folder. */
const AT_ONCE = 50;

async function walkFolder(folder: FileSystemDirectoryEntry, path: string): Promise<IntakeFile[]> {
  const reader = folder.createReader();
  const found: IntakeFile[][] = [];
  try {
    for (;;) {
      // Chromium answers about a hundred entries at first, then all others; an empty answer is the end.
      const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
        reader.readEntries(resolve, reject),
      );
      if (batch.length === 0) break;
      for (let from = 0; from < batch.length; from += AT_ONCE) {
        found.push(...(await Promise.all(batch.slice(from, from + AT_ONCE).map(walk))));
        await turn();
      }
    }
  } catch {
    found.push([unopened(path, 'intake/unreadable-folder', say('unlisted'))]);
  }
  return found.flat();
}

/**
 * Lets the page draw and answer. The browser hands over all files that are asked for within one task, and a folder of
 * thousands would hold the page for a second.
 */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

function unopened(path: string, code: string, said: Sentence): IntakeFile {
  return { path, file: new File([], path), failure: failure(code, said, path) };
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
