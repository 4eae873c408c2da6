/** The program as a shell starts it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ctFile } from '../src/dicom/testing/ct.ts';
import { EXIT } from './command.ts';

const PROGRAM = fileURLToPath(new URL('hemolens.mjs', import.meta.url));
/** It starts in a second, on a busy machine in several. */
const PATIENCE = 60_000;

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hemolens-terminal-'));
  await writeFile(join(folder, '0.txt'), 'no picture');
  for (const name of ['1.dcm', '2.dcm']) await writeFile(join(folder, name), ctFile());
});

afterAll(() => rm(folder, { recursive: true }));

/** @param line  a shell's, to which `$0` is the program and `$1` the folder */
function shell(line: string) {
  return spawnSync('sh', ['-c', line, PROGRAM, folder], { encoding: 'utf8' });
}

describe('the program', () => {
  it(
    'ends without a word where nobody reads its results any more',
    () => {
      // The reader is gone before the first line is there.
      const { stderr } = shell('{ node "$0" inspect "$1/1.dcm"; echo "ended with $?" >&2; } | true');
      expect(stderr).toBe('ended with 141\n');
    },
    PATIENCE,
  );

  it.skipIf(!existsSync('/dev/full'))(
    'says in a line that its results could not be written, and fails',
    () => {
      const { status, stderr } = shell('node "$0" inspect "$1/1.dcm" >/dev/full');
      expect(stderr).toMatch(/^hemolens: standard output .*no space.*\[cli\/cannot-write\]\n$/);
      expect(status).toBe(EXIT.failure);
    },
    PATIENCE,
  );

  it(
    'goes on with its results where nobody reads its words',
    () => {
      const { stdout } = shell('{ { node "$0" inspect "$1"; echo "ended with $?"; } 2>&1 >&3 | true; } 3>&1');
      const lines = stdout.trim().split('\n');
      expect(lines.map((line) => /"status":"(\w+)"/.exec(line)?.[1] ?? line)).toEqual([
        'failed',
        'ok',
        'ok',
        `ended with ${EXIT.partly}`,
      ]);
    },
    PATIENCE,
  );
});
