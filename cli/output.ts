import { rename, rm, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { HemolensError } from '../src/base/index.ts';

/** Writes a result file whole or not at all: into a neighbour first, then renamed. */
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
