/** Result files: a target that cannot be written is told before the work, and a file is written whole or not at all. */
import { constants } from 'node:fs';
import { access, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import process from 'node:process';
import { HemolensError } from '../src/base/index.ts';

/**
 * Could `writeWhole` put a file there? An hour of scoring should not end at a mistyped folder.
 * @throws {HemolensError} `cli/cannot-write`
 */
export async function checkTarget(path: string): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  if (there && !there.isFile()) {
    const is = there.isDirectory() ? 'a folder' : 'no ordinary file';
    throw new HemolensError('cli/cannot-write', `This is ${is}: name a file to write the result to.`, {
      file: path,
    });
  }
  try {
    await access(dirname(path), constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new HemolensError(
      'cli/cannot-write',
      'The result could not be written here: its folder does not exist or may not be written to.',
      { file: path, cause },
    );
  }
}

/**
 * Writes a result file whole or not at all: into a neighbour first, then renamed.
 * @throws {HemolensError} `cli/cannot-write`
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const neighbour = `${path}.${process.pid}.part`;
  try {
    await writeFile(neighbour, content);
    await rename(neighbour, path);
  } catch (cause) {
    await rm(neighbour, { force: true });
    throw new HemolensError(
      'cli/cannot-write',
      'The result could not be written: check the folder and the free space.',
      {
        file: path,
        cause,
      },
    );
  }
}
