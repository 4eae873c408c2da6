import { mkdir, readdir } from 'node:fs/promises';
import { HemolensError } from '../src/base/index.ts';
import { isSystemJunk } from '../src/intake/index.ts';

/** What an operating system puts into a folder by itself, by name: what is in it does not matter where nothing is read. */
const isLitter = (name: string) => isSystemJunk(name) || isSystemJunk(`${name}/`) || name.startsWith('._');

/**
 * A folder of this series alone: slices left there by a longer one would join it.
 * @throws {HemolensError} `cli/cannot-write`, `cli/folder-not-empty`
 */
export async function makeFolder(folder: string): Promise<void> {
  let names: readonly string[];
  try {
    await mkdir(folder, { recursive: true });
    names = await readdir(folder);
  } catch (cause) {
    throw new HemolensError('cli/cannot-write', 'The folder for the result could not be made.', {
      file: folder,
      cause,
    });
  }
  if (names.every(isLitter)) return;
  throw new HemolensError(
    'cli/folder-not-empty',
    'This folder holds files already, which would mix with the new series: name a new one.',
    { file: folder },
  );
}
