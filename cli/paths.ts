/** Paths of the command line to files: folders are walked whole, in the order people number files. */
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { HemolensError } from '../src/base/index.ts';
import { naturalOrder } from '../src/dicom/index.ts';

export interface FoundFile {
  readonly path: string;
  /** What messages and results call it: the path as it was given, continued into folders with `/`. */
  readonly display: string;
}

/** What operating systems leave in folders; nobody means these when naming the folder. */
const LITTER = /^(\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|__MACOSX)$/i;

/**
 * Every file under the given paths, folder by folder; files named outright come as they are, litter included.
 * @throws {HemolensError} `cli/no-such-path` before the first file where a path does not exist
 */
export async function* findFiles(paths: readonly string[]): AsyncGenerator<FoundFile> {
  for (const path of paths) {
    await stat(path).catch((cause: unknown) => {
      throw new HemolensError('cli/no-such-path', 'There is no such file or folder.', { file: path, cause });
    });
  }
  for (const path of paths) yield* walk(path, path, new Set());
}

/** @param above  real paths of the folders this one lies in: a link back into one of them ends there */
async function* walk(path: string, display: string, above: ReadonlySet<string>): AsyncGenerator<FoundFile> {
  const kind = await stat(path).catch(() => undefined);
  if (!kind?.isDirectory()) {
    // A dangling link is handed on as well: reading it fails, and the failure is named.
    yield { path, display };
    return;
  }
  const real = await realpath(path);
  if (above.has(real)) return;
  const names = (await readdir(path)).filter((name) => !LITTER.test(name)).sort(naturalOrder);
  for (const name of names) {
    yield* walk(join(path, name), `${display.replace(/\/+$/, '')}/${name}`, new Set([...above, real]));
  }
}
