import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFiles } from './paths.ts';

let root = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hemolens-paths-'));
  await mkdir(join(root, 'series2/deep'), { recursive: true });
  await mkdir(join(root, 'series10'));
  for (const file of [
    'series2/im10',
    'series2/im9',
    'series2/deep/im1',
    'series10/im1',
    '.DS_Store',
    'series2/._im9',
  ]) {
    await writeFile(join(root, file), '');
  }
});

afterAll(() => rm(root, { recursive: true }));

async function found(...paths: string[]): Promise<string[]> {
  const files: string[] = [];
  for await (const found of findFiles(paths.map((path) => join(root, path)))) {
    files.push(
      'failure' in found
        ? `${found.failure.file.slice(root.length)} ${found.failure.code}`
        : found.display.slice(root.length),
    );
  }
  return files;
}

describe('files of the command line', () => {
  it('come folder by folder in the order people number them, without what the system left behind', async () => {
    expect(await found('/')).toEqual(['/series2/deep/im1', '/series2/im9', '/series2/im10', '/series10/im1']);
  });

  it('come as they were named, even those left out of folders', async () => {
    expect(await found('/series10/im1', '/.DS_Store')).toEqual(['/series10/im1', '/.DS_Store']);
  });

  it('come once where a link leads back up', async () => {
    await symlink(root, join(root, 'series10/up'));
    const files = await found('/series10');
    await rm(join(root, 'series10/up'));
    expect(files.filter((file) => file.startsWith('/series10/im'))).toEqual(['/series10/im1']);
    expect(files.length).toBeLessThan(10);
  });

  it('that do not exist are named in their place, and the rest goes on', async () => {
    expect(await found('/series3', '/series10/im1')).toEqual(['/series3 cli/no-such-path', '/series10/im1']);
  });

  it('are said to be missing where a given folder holds none, but not where one below it holds none', async () => {
    await mkdir(join(root, 'series10/empty/below'), { recursive: true });
    await writeFile(join(root, 'series10/empty/below/.DS_Store'), '');
    expect(await found('/series10/empty')).toEqual(['/series10/empty cli/empty-folder']);
    expect(await found('/series10')).toEqual(['/series10/im1']);
    await rm(join(root, 'series10/empty'), { recursive: true });
  });
});
