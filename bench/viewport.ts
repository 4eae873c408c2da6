/**
 * What dragging the window costs the main thread a frame: a 512 × 512 slice in a 900 × 900 pane, dragged by real pointer
 * events in Chromium, beside the plain way of drawing it in the same run. Target: under 8 ms.
 *
 *     npm run bench:viewport -- [--frames N] [--json FILE]
 *
 * Counted are pointer handlers and animation callbacks
 * (window, table of grey levels, putImageData, drawImage); the browser's own painting is not.
 */
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { createServer } from 'vite';
import { CHROMIUM_ARGUMENTS, ensureChromium } from '../tools/chromium.js';
import { quantile } from './statistics.ts';
import type { BenchPage } from './viewport-page.ts';

declare global {
  interface Window {
    readonly bench: BenchPage;
  }
}

interface Result {
  readonly contender: string;
  readonly task: string;
  readonly median: number;
  readonly p99: number;
  readonly unit: 'ms';
}

const CONTENDERS = { ours: 'hemolens viewport', naive: 'peer: every pixel through the formula' } as const;
const TASKS = {
  int16: 'window drag, whole Hounsfield units',
  float32: 'window drag, fractional Hounsfield units',
} as const;

const { values: options } = parseArgs({
  options: { frames: { type: 'string', default: '300' }, json: { type: 'string' } },
});
const frames = Number(options.frames);
if (!(Number.isInteger(frames) && frames > 0)) throw new Error('--frames takes a whole number above 0');

const server = await createServer({
  root: resolve(import.meta.dirname, '..'),
  configFile: false,
  cacheDir: 'node_modules/.vite-bench',
  logLevel: 'error',
  optimizeDeps: { entries: ['bench/viewport.html'], include: ['cornerstone-core'] },
  server: {
    host: '127.0.0.1',
    port: 0,
    hmr: false,
    // An isolated page has a clock of 5 µs instead of 100.
    headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' },
  },
});
await server.listen();
const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_ARGUMENTS });
try {
  const page = await browser.newPage({ viewport: { width: 900, height: 900 } });
  await page.goto(`${server.resolvedUrls?.local[0] ?? ''}bench/viewport.html`);
  await page.waitForFunction(() => 'bench' in window);
  const results: Result[] = [];
  for (const pixels of ['int16', 'float32'] as const) {
    for (const contender of ['ours', 'naive'] as const) {
      const costs = await drag(page, contender, pixels);
      results.push({
        contender: CONTENDERS[contender],
        task: TASKS[pixels],
        median: rounded(quantile(costs, 0.5)),
        p99: rounded(quantile(costs, 0.99)),
        unit: 'ms',
      });
    }
  }
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, Chromium ${browser.version()}`;
  console.log(`${machine}, ${frames} frames`);
  console.table(results);
  if (options.json) await writeFile(options.json, `${JSON.stringify({ machine, results }, null, 2)}\n`);
} finally {
  await browser.close();
  await server.close();
}

function rounded(ms: number): number {
  return Number(ms.toFixed(3));
}

/** Milliseconds of each frame of a drag; the first tenth, while the browser still compiles, is left out. */
async function drag(
  page: Page,
  contender: keyof typeof CONTENDERS,
  pixels: keyof typeof TASKS,
): Promise<number[]> {
  await page.evaluate(([name, kind]) => window.bench.enter(name, kind), [contender, pixels] as const);
  await page.waitForTimeout(1000);
  await page.mouse.move(450, 450);
  await page.mouse.down();
  const lead = Math.ceil(frames / 10);
  for (let step = 0; step < lead + frames; step++) {
    if (step === lead) await page.evaluate(() => window.bench.takeFrames());
    const angle = (step / 60) * 2 * Math.PI;
    await page.mouse.move(450 + 200 * Math.sin(angle), 450 + 200 * Math.cos(angle));
  }
  await page.mouse.up();
  const costs = await page.evaluate(() => window.bench.takeFrames());
  if (costs.length < frames / 2) throw new Error(`only ${costs.length} of ${frames} moves reached a frame`);
  return costs;
}
