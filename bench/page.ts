/**
 * Does the page freeze? Opens a phantom series in the built page in Chromium, lets it be scored on WebAssembly (the rung
 * that competes with the page for cores) while slices are scrolled, and counts main-thread tasks over 50 ms, by phase; then, each
 * in a page of its own, a folder of 3,000 slices that is dropped, and the tags of an object with as many elements.
 *
 *     npm run bench:page -- [--folder DIR] [--json FILE]
 *
 * --folder takes a real series instead of the phantom. The peer in the same run is the page at rest with the series open.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, expect, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { drop } from '../e2e/fixtures.ts';
import { oddFile } from '../e2e/odd.ts';
import { demoStudy } from '../src/phantom/index.ts';
import { CHROMIUM_ARGUMENTS, ensureChromium } from '../tools/chromium.js';

interface Result {
  readonly contender: string;
  readonly task: string;
  readonly seconds: number;
  /** Tasks over 50 ms, and the longest of them. */
  readonly count: number;
  readonly longest: number;
  readonly unit: 'ms';
}

const MANY = 3000;
const PATIENCE = { timeout: 120_000 };

const { values: options } = parseArgs({ options: { folder: { type: 'string' }, json: { type: 'string' } } });
const made = await mkdtemp(join(tmpdir(), 'hemolens-bench-'));
const folder = options.folder ?? made;
if (options.folder === undefined) {
  for (const [i, { bytes }] of [...demoStudy()].entries()) await writeFile(join(made, `${i}.dcm`), bytes);
}
await build({ logLevel: 'error' });
const server = await preview({ logLevel: 'error', preview: { port: 0, host: '127.0.0.1' } });
const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_ARGUMENTS });
const results: Result[] = [];
try {
  const page = await visit('?device=wasm');
  await page.getByText('WebAssembly').first().waitFor();
  await phase(page, 'opening', async () => {
    await page.locator('input[type=file][webkitdirectory]').setInputFiles(folder);
    await page
      .getByRole('status')
      .filter({ hasText: /^Analysed [1-9]/ })
      .waitFor();
  });
  await phase(page, 'scoring, while scrolling', async () => {
    while (!/Analysed (\d+) of \1 /.test(`${await page.getByRole('status').textContent()} `)) {
      await page.keyboard.press('ArrowDown');
      await page.waitForTimeout(100);
    }
  });
  await phase(page, 'at rest, while scrolling', async () => {
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press('ArrowUp');
      await page.waitForTimeout(100);
    }
  });
  await page.close();
  await manySlices();
  await manyElements();
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, Chromium ${browser.version()}`;
  console.log(machine);
  console.table(results);
  if (options.json) await writeFile(options.json, `${JSON.stringify({ machine, results }, null, 2)}\n`);
} finally {
  await browser.close();
  await server.close();
  await rm(made, { recursive: true });
}

/** A page that keeps count of its long tasks, as somebody sees it who comes back. */
async function visit(query: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) tasks.push(entry.duration);
    }).observe({ type: 'longtask' });
  });
  await page.goto(`${server.resolvedUrls?.local[0] ?? ''}${query}`);
  await page.getByRole('button', { name: 'Understood' }).click();
  return page;
}

async function phase(page: Page, task: string, work: () => Promise<unknown>): Promise<void> {
  await takeTasks(page);
  const begin = performance.now();
  await work();
  const seconds = (performance.now() - begin) / 1000;
  const tasks = await takeTasks(page);
  results.push({
    contender: 'hemolens',
    task,
    seconds: Number(seconds.toFixed(1)),
    count: tasks.length,
    longest: Math.round(Math.max(0, ...tasks)),
    unit: 'ms',
  });
}

/** Dropped as a folder, which the page has to list itself. */
async function manySlices(): Promise<void> {
  const series = join(made, 'many');
  await mkdir(series);
  for (let i = 1; i <= MANY; i++) {
    await writeFile(join(series, `${i}.dcm`), oddFile({ z: i * 0.05, rows: 64, columns: 64 }, i));
  }
  const page = await visit('?device=wasm');
  await phase(page, `${MANY} slices of 64², dropped`, async () => {
    await drop(page, [series]);
    await expect(page.getByRole('slider', { name: 'Slice' })).toHaveAttribute('max', `${MANY}`, PATIENCE);
  });
  await page.close();
}

async function manyElements(): Promise<void> {
  const file = join(made, 'elements.dcm');
  const private_ = Array.from({ length: MANY }, (_, i) => {
    const group = (0x0009 + 2 * (i >> 8)).toString(16).padStart(4, '0').toUpperCase();
    const element = (0x1000 + (i & 0xff)).toString(16).toUpperCase();
    return [`${group}${element}`, ['LO', `value ${i}`]] as const;
  });
  await writeFile(file, oddFile({ z: 0, changes: Object.fromEntries(private_) }, 1));
  const page = await visit('?device=wasm');
  await drop(page, [file]);
  await page.getByRole('slider', { name: 'Slice' }).waitFor();
  for (const time of ['first', 'second']) {
    await phase(page, `tags of over ${MANY} elements, the ${time} time`, async () => {
      await page.keyboard.press('#');
      await page
        .getByRole('row', { name: /SOP Class UID/ })
        .first()
        .waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('treegrid').waitFor({ state: 'detached' });
    });
  }
  await page.close();
}

/** The tasks over 50 ms since the last call, ms. */
function takeTasks(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const tasks: unknown = Reflect.get(window, 'longTasks');
    return Array.isArray(tasks) ? tasks.splice(0).map(Number) : [];
  });
}
