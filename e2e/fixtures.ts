import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { test as base, expect, type Download, type Page } from '@playwright/test';

/** Real CT for the tests; never part of this repository. */
export const data = resolve(process.env.HEAD_CT_DATA ?? '../shared/data');
export const noData = !existsSync(join(data, 'head-ct-ge'));
export const WHY_SKIPPED = 'real CT is absent: set HEAD_CT_DATA to a folder that has it';

/** Every test fails where the page asks anything of another origin, from the page or from a worker. */
export const test = base.extend<{ nothingLeaves: undefined }>({
  nothingLeaves: [
    async ({ context, baseURL }, use) => {
      const foreign: string[] = [];
      context.on('request', (request) => {
        const url = new URL(request.url());
        const ours = url.origin === new URL(baseURL ?? '').origin;
        if (!ours && url.protocol !== 'blob:' && url.protocol !== 'data:') foreign.push(request.url());
      });
      await use(undefined);
      expect(foreign, 'requests to other origins').toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens the page as a returning user sees it, the first-run notice read. */
export async function openPage(page: Page, query = ''): Promise<void> {
  await page.goto(`/${query}`);
  const understood = page.getByRole('button', { name: 'Understood' });
  await understood.click();
  await expect(understood).toBeHidden();
}

/** Drops files and folders as a hand would: Chromium builds the true directory entries. */
export async function drop(page: Page, paths: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  const { width, height } = page.viewportSize() ?? { width: 800, height: 600 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data });
  }
  await session.detach();
}

export const status = (page: Page) => page.getByRole('status');

/** Waits until the status line says that all slices are analysed. */
export async function allAnalysed(page: Page, slices: number, timeout = 500_000): Promise<void> {
  await expect(status(page)).toContainText(`Analysed ${slices} of ${slices} slices`, { timeout });
}

export async function exported(
  page: Page,
  item: 'RSNA submission CSV' | 'Per-image CSV' | 'Annotations JSON',
): Promise<string> {
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: item }).click(),
  ]);
  return text(download);
}

async function text(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}

/** The terminal's answer to the same files; exit code 3 says that some of them were not read. */
export async function terminal(...args: string[]): Promise<string> {
  const run = promisify(execFile)('node', ['cli/hemolens.mjs', ...args], { maxBuffer: 64 * 1024 * 1024 });
  const { stdout } = await run.catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 3 && 'stdout' in error) {
      return { stdout: String(error.stdout) };
    }
    throw error;
  });
  return stdout;
}

/** RFC 4180 rows as objects by the header's names. */
export function parseCsv(csv: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'));
    if (end !== ',' && end !== '') rows.push([]);
    if (end === '') break;
  }
  const [header = [], ...lines] = rows.filter((row) => row.some((cell) => cell !== ''));
  return lines.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])));
}
