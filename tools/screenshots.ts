import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { preview } from 'vite';
import { drag, failFirstScore, pauseAtOnce } from '../e2e/demo.ts';
import { phantomSeries, writeDicom, type PhantomIdentity } from '../src/phantom/index.ts';
import { CHROMIUM_ARGUMENTS, ensureChromium } from './chromium.js';

/**
 * Draws the states of the built page for docs/screens.md, with the demo study, so that no patient is in them:
 *
 *     npm run build && npm run screenshots
 */

const OUT = join(import.meta.dirname, '../docs/screenshots');

interface Screen {
  readonly name: string;
  /** CSS pixels; 1280 × 720 where absent. */
  readonly size?: { readonly width: number; readonly height: number };
  readonly language?: string;
  readonly colours?: 'dark' | 'light';
  /** The page before a study is opened. */
  readonly empty?: boolean;
  /** Its analysis does not come to its end. */
  readonly unfinished?: boolean;
  /** Runs before the study is opened. */
  readonly before?: (page: Page) => unknown;
  readonly then?: (page: Page) => Promise<unknown>;
}

const press = (key: string) => (page: Page) => page.keyboard.press(key);

const SCREENS: readonly Screen[] = [
  { name: 'start', empty: true },
  { name: 'analysed' },
  { name: 'windows', then: press('7') },
  { name: 'planes', then: press('8') },
  {
    name: 'slab',
    then: async (page) => {
      await page.keyboard.press('8');
      await page.getByLabel('Thickness of slices and cuts').selectOption('MIP 20 mm');
    },
  },
  { name: 'series', then: besideEarlier },
  { name: 'light', colours: 'light', then: press('e') },
  {
    name: 'measured',
    then: async (page) => {
      await page.getByRole('button', { name: 'Measure' }).click();
      await page.getByRole('menuitemradio', { name: /Ellipse/ }).click();
      await drag(page, [0.42, 0.475], [0.475, 0.56]);
      await page.getByRole('button', { name: 'Measure' }).click();
      await page.getByRole('menuitemradio', { name: /Length/ }).click();
      await drag(page, [0.634, 0.475], [0.705, 0.46]);
    },
  },
  {
    name: 'tags',
    then: async (page) => {
      await page.keyboard.press('#');
      await page.getByRole('searchbox').fill('slice');
    },
  },
  { name: 'help', then: press('?') },
  { name: 'paused', unfinished: true, before: (page) => page.addInitScript(pauseAtOnce), then: toWaiting },
  {
    name: 'not-running',
    unfinished: true,
    before: (page) => page.route('**/group1-shard1of*.bin', (route) => route.fulfill({ status: 404 })),
    then: (page) =>
      page
        .getByText(/the model does not run/)
        .first()
        .waitFor(),
  },
  { name: 'failed', before: (page) => page.addInitScript(failFirstScore), then: toFailed },
  { name: 'outside', empty: true, then: openAngiography },
  {
    name: 'report',
    then: async (page) => {
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: 'Printable report' }).click();
    },
  },
  { name: 'german', language: 'de' },
  { name: 'tablet', size: { width: 768, height: 1024 } },
  { name: 'phone', size: { width: 400, height: 800 } },
  { name: 'phone-on-its-side', size: { width: 800, height: 400 } },
];

/**
 * A head without a bleed, in fewer slices than the demo study, under another patient's name.
 * @param read  what the status line says once all is read
 */
async function openHead(page: Page, identity: PhantomIdentity, read: RegExp): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hemolens-head-'));
  for (const slice of phantomSeries({ seed: 'demo', slices: 22, bleeds: [], age: 0.5 })) {
    await writeFile(join(folder, `${slice.index}.dcm`), writeDicom(slice, identity));
  }
  await page.locator('input[type=file][webkitdirectory]').first().setInputFiles(folder);
  await page.getByRole('status').getByText(read).waitFor();
  await rm(folder, { recursive: true });
}

/** Beside the demo study. */
async function besideEarlier(page: Page): Promise<void> {
  const identity = { seed: 'earlier', studyDescription: 'Hemolens demo, earlier (synthetic)' };
  await openHead(page, identity, /50 of 50/);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await page.keyboard.press('9');
  await page.getByRole('region', { name: 'Other series' }).getByRole('note').waitFor();
}

/** By its name alone: there is no contrast agent in a phantom's vessels. */
async function openAngiography(page: Page): Promise<void> {
  const identity = { seed: 'angiography', seriesDescription: 'CT angiography (synthetic)' };
  await openHead(page, identity, /^No slice/);
}

async function toFailed(page: Page): Promise<void> {
  await page.getByText('27 of 28 slices, 1 failed').first().waitFor();
  await page.keyboard.press('Home');
  const failed = page.locator('.pane').getByText(/^Failed:/);
  for (let slice = 1; slice < 28 && !(await failed.isVisible()); slice += 1) {
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(100);
  }
  await failed.waitFor();
}

async function toWaiting(page: Page): Promise<void> {
  await page
    .getByText(/^Analysed \d+ of 28 slices, paused/)
    .first()
    .waitFor();
  await page.keyboard.press('End');
  await page.getByText('Not yet analysed, paused').first().waitFor();
}

async function draw(browser: Browser, url: string, screen: Screen): Promise<void> {
  const page = await browser.newPage({
    viewport: screen.size ?? { width: 1280, height: 720 },
    locale: screen.language ?? 'en',
    deviceScaleFactor: screen.size ? 1 : 0.75,
    reducedMotion: 'reduce',
  });
  await page.addInitScript(
    (scheme) => localStorage.setItem('hemolens.colour-scheme', scheme),
    screen.colours ?? 'dark',
  );
  // What runs in the page is compiled by tsx, which names functions with a helper that is not there.
  await page.addInitScript('globalThis.__name = (made) => made');
  await screen.before?.(page);
  await page.goto(`${url}?device=wasm`);
  await page.locator('.first-run button').click();
  if (!screen.empty) {
    // By its icon, for its name is of the language.
    await page.locator('button:has(.lucide-sparkles)').click();
    const waits = screen.before !== undefined;
    if (!waits)
      await page
        .getByText(/28 (of|von) 28/)
        .first()
        .waitFor({ timeout: 120_000 });
  }
  await screen.then?.(page);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: join(OUT, `${screen.name}.jpg`), type: 'jpeg', quality: 72 });
  await page.close();
}

await mkdir(OUT, { recursive: true });
const server = await preview({ preview: { port: 4195, strictPort: true } });
const url = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_ARGUMENTS });
const only = process.argv.slice(2);
for (const screen of SCREENS) {
  if (only.length > 0 && !only.includes(screen.name)) continue;
  console.log(screen.name);
  await draw(browser, url, screen);
}
await browser.close();
await server.close();
