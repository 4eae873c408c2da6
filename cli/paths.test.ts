import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ctFile } from '../src/dicom/testing/ct.ts';
import { bytesOf, findFiles } from './paths.ts';

const APPLE_DOUBLE = Uint8Array.of(0, 5, 0x16, 7, 0, 2, 0, 0);

let root = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hemolens-paths-'));
  await mkdir(join(root, 'series2/deep'), { recursive: true });
  await mkdir(join(root, 'series10'));
  for (const file of ['series2/im10', 'series2/im9', 'series2/deep/im1', 'series10/im1', '.DS_Store']) {
    await writeFile(join(root, file), '');
  }
  await writeFile(join(root, 'series2/._im9'), APPLE_DOUBLE);
  await mkdir(join(root, 'series2/__MACOSX'));
  await writeFile(join(root, 'series2/__MACOSX/im9'), '');
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
    const named = ['/series10/im1', '/.DS_Store', '/series2/._im9'];
    expect(await found(...named)).toEqual(named);
  });

  it('are told from what macOS puts beside them by their content, as on the page', async () => {
    await mkdir(join(root, 'series11'));
    await writeFile(join(root, 'series11/._im1'), ctFile());
    await writeFile(join(root, 'series11/im1-companion'), APPLE_DOUBLE);
    expect(await found('/series11')).toEqual(['/series11/._im1']);
    await rm(join(root, 'series11'), { recursive: true });
  });

  it.runIf(process.platform === 'linux')('are read where their names are not in UTF-8', async () => {
    const folder = Buffer.concat([Buffer.from(`${root}/Sch`), Buffer.of(0xe4), Buffer.from('del')]);
    const file = Buffer.concat([folder, Buffer.from('/k'), Buffer.of(0xf6), Buffer.from('pfe')]);
    await mkdir(folder);
    await writeFile(file, 'read');
    const read: Record<string, string> = {};
    for await (const found of findFiles([root])) {
      if ('failure' in found) throw new Error(found.failure.reason);
      read[found.display.slice(root.length)] = Buffer.from(await bytesOf(found)).toString();
    }
    await rm(folder, { recursive: true });
    expect(read).toMatchObject({ '/Schädel/köpfe': 'read' });
  });

  it('come once where a link leads back up', async () => {
    await symlink(root, join(root, 'series10/up'));
    const files = await found('/series10');
    await rm(join(root, 'series10/up'));
    expect(files.filter((file) => file.startsWith('/series10/im'))).toEqual(['/series10/im1']);
    expect(files.length).toBeLessThan(10);
  });

  it('are no pipes, which may never end: one in a folder is named, one named outright is read', async () => {
    const pipe = join(root, 'series10/pipe');
    execFileSync('mkfifo', [pipe]);
    await symlink(pipe, join(root, 'series10/to-pipe'));
    expect(await found('/series10')).toEqual([
      '/series10/im1',
      '/series10/pipe cli/cannot-read',
      '/series10/to-pipe cli/cannot-read',
    ]);
    expect(await found('/series10/pipe')).toEqual(['/series10/pipe']);
    for (const name of ['pipe', 'to-pipe']) await rm(join(root, 'series10', name));
  });

  it('of more than Node reads at once are not said to lack permissions', async () => {
    const path = join(root, 'large.dcm');
    await writeFile(path, '');
    await truncate(path, 2 ** 31);
    await expect(bytesOf({ path, display: 'large.dcm' })).rejects.toMatchObject({
      code: 'cli/cannot-read',
      file: 'large.dcm',
      message: expect.stringContaining('2 GiB or more') as string,
    });
    await rm(path);
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

  it('out of a zip archive come in its place, named as a folder, litter left out', async () => {
    const image = ctFile();
    const inside = {
      'S1/I10': image,
      'S1/I2': image,
      '__MACOSX/S1/._I2': image,
      'S1/._I2': APPLE_DOUBLE,
      'notes.txt': image.slice(0, 9),
    };
    await writeFile(join(root, 'series10/ct.zip'), zipSync(inside));
    expect(await found('/series10')).toEqual([
      '/series10/ct.zip/notes.txt',
      '/series10/ct.zip/S1/I2',
      '/series10/ct.zip/S1/I10',
      '/series10/im1',
    ]);
    for await (const one of findFiles([join(root, 'series10/ct.zip')])) {
      if ('failure' in one) throw new Error(one.failure.reason);
      if (one.display.endsWith('I2')) expect(await bytesOf(one)).toEqual(image);
    }
    await rm(join(root, 'series10/ct.zip'));
  });

  it('out of an archive come without one that is damaged, which is named in its place', async () => {
    const archive = zipSync({ I1: ctFile(), I2: ctFile(), I3: ctFile() }, { level: 0 });
    const second = Buffer.from(archive).indexOf('I2');
    archive.fill(7, second + ctFile().length - 8, second + ctFile().length);
    await writeFile(join(root, 'worn.zip'), archive);
    expect(await found('/worn.zip')).toEqual([
      '/worn.zip/I1',
      '/worn.zip/I2 intake/damaged-archive',
      '/worn.zip/I3',
    ]);
    await rm(join(root, 'worn.zip'));
  });

  it('out of an archive that is damaged or lies in another are told, and a document is one file', async () => {
    const image = ctFile();
    const archive = zipSync({ I1: image });
    await writeFile(join(root, 'cut.zip'), archive.slice(0, archive.length - 30));
    await writeFile(join(root, 'twice.zip'), zipSync({ I2: image, 'I1.zip': archive }));
    await writeFile(join(root, 'report.docx'), zipSync({ 'word/document.xml': new Uint8Array(9) }));
    expect(await found('/cut.zip', '/twice.zip', '/report.docx')).toEqual([
      '/cut.zip intake/damaged-archive',
      '/twice.zip/I1.zip intake/packed',
      '/twice.zip/I2',
      '/report.docx',
    ]);
    for (const name of ['cut.zip', 'twice.zip', 'report.docx']) await rm(join(root, name));
  });
});
