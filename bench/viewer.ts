/**
 * What a reader waits for, beside the same work in dwv: the first image of a series and all of it, a step of scrolling and
 * of a window drag, the first coronal and sagittal cut, and memory. One browser, one series, in turn.
 *
 *     npm run bench:viewer -- FOLDER [--rounds N] [--steps N] [--json FILE]
 *
 * Ours is the built page with everything that it does besides: it scores on WebAssembly, on the same cores, which is paused
 * for what is compared and said where it is not.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from '@playwright/test';
import { CHROMIUM_ARGUMENTS, ensureChromium } from '../tools/chromium.js';
import { serveDwv, serveOurs, type Contender } from './viewer/contenders.ts';
import { quantile } from './statistics.ts';
import { costsOf, untilReady, untilShown, watchHand, type Costs } from './viewer/probe.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Result {
  readonly contender: string;
  readonly task: string;
  readonly median: number;
  readonly p99: number;
  readonly unit: 'ms' | 'MB';
}

const LOOK_MS = 2000;

const { values: options, positionals } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    steps: { type: 'string', default: '100' },
    json: { type: 'string' },
  },
  allowPositionals: true,
});
const [folder] = positionals;
const [rounds, steps] = [Number(options.rounds), Number(options.steps)];
if (folder === undefined || !(rounds > 0) || !(steps > 0)) {
  throw new RangeError('npm run bench:viewer -- FOLDER [--rounds N] [--steps N] [--json FILE]');
}
const files = (await readdir(folder))
  .filter((name) => name.endsWith('.dcm'))
  .map((name) => join(folder, name));

const figures = new Map<string, number[]>();
const units = new Map<string, Result['unit']>();
function note(
  contender: Contender,
  task: string,
  values: readonly number[],
  unit: Result['unit'] = 'ms',
): void {
  const key = `${contender.name}\t${task}`;
  figures.set(key, [...(figures.get(key) ?? []), ...values]);
  units.set(key, unit);
}

const [ours, peer] = [await serveOurs(), await serveDwv()];
let version = '';
try {
  for (let round = 0; round < rounds; round++) {
    for (const { contender } of round % 2 === 0 ? [ours, peer] : [peer, ours]) {
      // A browser each: what one leaves in memory is not the other's.
      const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_ARGUMENTS });
      version = browser.version();
      try {
        await visit(browser, contender);
      } finally {
        await browser.close();
      }
    }
  }
} finally {
  await ours.server.close();
  await peer.server.close();
}

const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, Chromium ${version}`;
const results = [...figures].map(([key, values]): Result => {
  const [contender = '', task = ''] = key.split('\t');
  const at = (part: number) => Number(quantile(values, part).toFixed(1));
  return { contender, task, median: at(0.5), p99: at(0.99), unit: units.get(key) ?? 'ms' };
});
console.log(`${machine}; ${files.length} slices, ${rounds} rounds, ${steps} steps each`);
console.table(results.toSorted((a, b) => a.task.localeCompare(b.task)));
if (options.json) await writeFile(options.json, `${JSON.stringify({ machine, results }, null, 2)}\n`);

/** A page with the series, all of it read. */
async function openSeries(browser: Browser, contender: Contender): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await watchHand(page);
  await page.goto(contender.address);
  await contender.begin(page);
  const empty = await memory(browser);
  const shown = untilShown(page, [contender.canvas]);
  const ready = untilReady(page, ...contender.ready(files.length));
  await page.locator(contender.input).setInputFiles(files);
  note(contender, 'first image', [await shown]);
  note(contender, 'whole series', [await ready]);
  note(contender, 'memory of the series', [(await memory(browser)) - empty], 'MB');
  return page;
}

async function visit(browser: Browser, contender: Contender): Promise<void> {
  const page = await openSeries(browser, contender);
  const middle = await middleOf(page, contender);
  const first = { x: middle.x - 300, y: middle.y };
  if (contender === ours.contender) {
    await steer(page, contender, middle, 'while scoring');
    await contender.showWindows(page);
    await steer(page, contender, first, 'three windows, while scoring');
    const [, analysed, of] =
      /(\d+) of (\d+)/.exec((await page.getByRole('status').textContent()) ?? '') ?? [];
    if (analysed === of) console.warn('scoring had ended before the last step: take fewer steps');
    await contender.rest(page);
  }
  await contender.showWindows(page);
  await steer(page, contender, first, 'three windows');
  await contender.showOne(page);
  await steer(page, contender, middle);
  // Code for several panes has run by then.
  await cut(page, contender, 'coronal and sagittal cut after three windows');
  await page.close();

  const another = await openSeries(browser, contender);
  if (contender === ours.contender) await contender.rest(another);
  await cut(another, contender, 'first coronal and sagittal cut');
  await another.close();
}

async function middleOf(page: Page, { canvas }: Contender): Promise<Point> {
  const box = await page.locator(canvas).first().boundingBox();
  if (!box) throw new Error('no picture');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function cut(page: Page, contender: Contender, task: string): Promise<void> {
  // A reader has looked at slices before asking for other planes; what a page makes of that time is its own affair.
  await page.waitForTimeout(LOOK_MS);
  const cuts = untilShown(page, contender.planes);
  await contender.showPlanes(page);
  note(contender, task, [await cuts]);
}

/** Scrolls by wheel and drags the window over one pane. @param how  said behind the task's name */
async function steer(page: Page, contender: Contender, middle: Point, how?: string): Promise<void> {
  const task = (name: string) => (how === undefined ? name : `${name}, ${how}`);
  await contender.useScroll(page);
  await page.mouse.move(middle.x, middle.y);
  const wheel = (index: number) => page.mouse.wheel(0, index % 60 < 30 ? 120 : -120);
  noteStep(contender, task('a step of the wheel'), await costsOf(page, steps, wheel));
  await contender.useWindow(page);
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.down();
  const drag = (index: number) => {
    const angle = ((index + 1) / 60) * 2 * Math.PI;
    return page.mouse.move(middle.x + 80 * Math.sin(angle), middle.y + 80 * (1 - Math.cos(angle)));
  };
  noteStep(contender, task('a step of a window drag'), await costsOf(page, steps, drag));
  await page.mouse.up();
}

function noteStep(contender: Contender, task: string, { elapsed, processor }: Costs): void {
  note(contender, task, elapsed);
  note(contender, `${task}, processor time`, processor);
}

/** Proportional set size of all renderers, MB. NaN where the system does not tell (Linux does). */
async function memory(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  let kilobytes = 0;
  for (const { id, type } of processInfo) {
    if (type !== 'renderer') continue;
    const rollup = await readFile(`/proc/${id}/smaps_rollup`, 'utf8').catch(() => '');
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? NaN);
  }
  return kilobytes / 1000;
}
