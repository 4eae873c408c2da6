/**
 * Does the page freeze? Opens a phantom series in the built page in Chromium, lets it be scored on WebAssembly (the rung
 * that competes with the page for cores) while slices are scrolled, and prints every main-thread task over 50 ms, by phase.
 *
 *     npm run bench:page -- [--folder DIR] [--json FILE]
 *
 * --folder takes a real series instead of the phantom. The peer in the same run is the page at rest with the series open.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
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

const { values: options } = parseArgs({ options: { folder: { type: 'string' }, json: { type: 'string' } } });
const made = await mkdtemp(join(tmpdir(), 'hemolens-bench-'));
const folder = options.folder ?? made;
if (options.folder === undefined) {
  for (const [i, { bytes }] of [...demoStudy()].entries()) await writeFile(join(made, `${i}.dcm`), bytes);
}
await build({ logLevel: 'error' });
const server = await preview({ logLevel: 'error', preview: { port: 0, host: '127.0.0.1' } });
const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_ARGUMENTS });
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) tasks.push(entry.duration);
    }).observe({ type: 'longtask' });
  });
  const results: Result[] = [];
  const phase = async (task: string, work: () => Promise<unknown>) => {
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
  };
  await page.goto(`${server.resolvedUrls?.local[0] ?? ''}?device=wasm`);
  await page.getByText('WebAssembly').first().waitFor();
  await phase('opening', async () => {
    await page.locator('input[type=file][webkitdirectory]').setInputFiles(folder);
    await page
      .getByRole('status')
      .filter({ hasText: /^Analysed [1-9]/ })
      .waitFor();
  });
  await phase('scoring, while scrolling', async () => {
    while (!/Analysed (\d+) of \1 /.test(`${await page.getByRole('status').textContent()} `)) {
      await page.keyboard.press('ArrowDown');
      await page.waitForTimeout(100);
    }
  });
  await phase('at rest, while scrolling', async () => {
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press('ArrowUp');
      await page.waitForTimeout(100);
    }
  });
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, Chromium ${browser.version()}`;
  console.log(machine);
  console.table(results);
  if (options.json) await writeFile(options.json, `${JSON.stringify({ machine, results }, null, 2)}\n`);
} finally {
  await browser.close();
  await server.close();
  await rm(made, { recursive: true });
}

/** The tasks over 50 ms since the last call, ms. */
function takeTasks(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const tasks: unknown = Reflect.get(window, 'longTasks');
    return Array.isArray(tasks) ? tasks.splice(0).map(Number) : [];
  });
}
