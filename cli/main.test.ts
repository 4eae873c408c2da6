import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { expect, it } from 'vitest';

it('takes paths from where its user stands, though npm starts it in the folder of the package', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hemolens-main-'));
  await writeFile(join(folder, 'here.txt'), 'no image');
  const root = join(import.meta.dirname, '..');
  const { stdout } = spawnSync(process.execPath, ['cli/hemolens.mjs', 'inspect', 'here.txt'], {
    cwd: root,
    env: { ...process.env, npm_lifecycle_event: 'hemolens', INIT_CWD: folder },
    encoding: 'utf8',
  });
  await rm(folder, { recursive: true });
  expect(JSON.parse(stdout)).toMatchObject({ file: 'here.txt' });
  expect(stdout).not.toContain('cli/no-such-path');
});
