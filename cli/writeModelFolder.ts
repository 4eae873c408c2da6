/** A model folder is written whole or not at all: into a neighbour first, which then takes its place. */
import { cp, mkdir, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { HemolensError } from '../src/base/index.ts';

/** What a conversion writes, and replaces when it is repeated. */
const OWN_FILES = /^(model\.json|CARD\.md|group\d+-shard\d+of\d+\.bin)$/;

/**
 * May a model be written there? Where nothing is, or an empty folder, or a model: not over a folder of anything else.
 * @throws {HemolensError} `cli/not-a-model-folder`
 */
export async function checkModelFolder(folder: string): Promise<void> {
  const entries = await entriesOf(folder);
  if (entries.length === 0 || entries.includes('model.json')) return;
  throw new HemolensError(
    'cli/not-a-model-folder',
    'This folder holds other things than a model: name a new one.',
    { file: folder },
  );
}

/**
 * Puts a model in place of what is there; other files in the folder (the inputs of the conversion, say) are kept.
 * @throws {HemolensError} `cli/cannot-write`, and the folder is as it was
 */
export async function replaceModelFolder(
  asked: string,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  // A link is kept, and what it leads to is replaced.
  const folder = await realpath(asked).catch(() => asked);
  const next = `${folder}.${process.pid}.part`;
  const last = `${folder}.${process.pid}.old`;
  try {
    await mkdir(next, { recursive: true });
    for (const entry of await entriesOf(folder)) {
      if (!OWN_FILES.test(entry)) await cp(join(folder, entry), join(next, entry), { recursive: true });
    }
    for (const [name, bytes] of files) await writeFile(join(next, name), bytes);
    await swap(folder, next, last);
  } catch (cause) {
    await rm(next, { recursive: true, force: true });
    throw new HemolensError(
      'cli/cannot-write',
      'The model could not be written: check the folder and the free space.',
      { file: folder, cause },
    );
  }
}

async function swap(folder: string, next: string, last: string): Promise<void> {
  const replaces = await stat(folder).catch(() => undefined);
  if (replaces) await rename(folder, last);
  try {
    await rename(next, folder);
  } catch (cause) {
    if (replaces) await rename(last, folder);
    throw cause;
  }
  if (replaces) await rm(last, { recursive: true });
}

/** None where there is no such folder. @throws {HemolensError} where there is a file of that name */
async function entriesOf(folder: string): Promise<readonly string[]> {
  const found = await stat(folder).catch(() => undefined);
  if (!found) return [];
  if (found.isDirectory()) return readdir(folder);
  throw new HemolensError('cli/not-a-model-folder', 'This is a file: name a folder.', { file: folder });
}
