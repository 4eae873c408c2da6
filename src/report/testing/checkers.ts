/**
 * Other people's programs that judge DICOM objects: DCMTK and dicom3tools. `npm test` installs them where it may; a test
 * that needs them is skipped, and says so in its name, where they are missing, but never where `CI` is set.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

export const NEEDS_CHECKERS = '(needs dcmtk and dicom3tools, skipped where they are not installed)';

export const checkersMissing =
  process.env.CI === undefined &&
  ['dsrdump', 'dsr2html', 'dciodvfy'].some((name) => spawnSync('which', [name]).status !== 0);

/** What dciodvfy writes about a file, to whichever output; `Error` begins a line that names one. */
export function judged(bytes: Uint8Array): string {
  return withFile(bytes, (path) => {
    const { stdout, stderr, error } = spawnSync('dciodvfy', [path], { encoding: 'utf8' });
    if (error) throw error;
    return `${stdout}${stderr}`;
  });
}

/**
 * What DCMTK makes of a report, texts and references in full.
 * @throws {Error} where the program refuses the file
 */
export function accepted(program: 'dsrdump' | 'dsr2html', bytes: Uint8Array): string {
  const inFull = program === 'dsrdump' ? ['+Pl', '+Pu'] : [];
  return withFile(bytes, (path) => execFileSync(program, [...inFull, path], { encoding: 'utf8' }));
}

function withFile<Answer>(bytes: Uint8Array, ask: (path: string) => Answer): Answer {
  const folder = mkdtempSync(join(tmpdir(), 'hemolens-dicom-'));
  try {
    const path = join(folder, 'object.dcm');
    writeFileSync(path, bytes);
    return ask(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
