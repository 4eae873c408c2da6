/** Contenders in one Chromium, each in a page and a dedicated worker of its own, on one adapter. */
import { relative, resolve } from 'node:path';
import process from 'node:process';
import { chromium, type Browser } from '@playwright/test';
import { createServer } from 'vite';
import { CHROMIUM_ARGUMENTS, ensureChromium } from '../../tools/chromium.js';
import type { AdapterChoice } from './options.ts';
import type { Answer, Seat } from './protocol.ts';
import type { Room } from './room.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const PAGE = 'bench/inference/page.html';
/** What a stopped contender left on the adapter is waited for this long; a browser that starts anew is quicker then. */
const WAIT_MS = 30_000;

const SOFTWARE = [
  ...CHROMIUM_ARGUMENTS,
  // A stock convolution can keep SwiftShader longer than the watchdog's patience, which would end it for all contenders.
  '--disable-gpu-watchdog',
];
/** On Linux, Chromium offers WebGPU on a graphics processor only where Vulkan is asked for. */
const HARDWARE = [
  ...SOFTWARE.filter((argument) => !argument.includes('swiftshader')),
  '--ignore-gpu-blocklist',
  ...(process.platform === 'linux' ? ['--enable-features=Vulkan'] : []),
];

/** @param choice  `auto` takes a graphics processor where the browser offers one */
export async function openBrowser(choice: AdapterChoice): Promise<Room> {
  const server = await createServer({
    root: ROOT,
    configFile: false,
    cacheDir: 'node_modules/.vite-bench-inference',
    logLevel: 'error',
    optimizeDeps: {
      entries: [],
      include: [
        '@tensorflow/tfjs',
        '@tensorflow/tfjs-backend-wasm',
        '@tensorflow/tfjs-backend-webgpu',
        'valibot',
      ],
      // It loads its WebAssembly from beside its own file.
      exclude: ['onnxruntime-web'],
    },
    server: {
      host: '127.0.0.1',
      port: 0,
      hmr: false,
      // Sources that change under a run must not reload its pages.
      watch: null,
      // An isolated page has a clock of 5 µs instead of 100, and threads.
      headers: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      },
    },
  });
  await server.listen();
  const origin = server.resolvedUrls?.local[0] ?? '';
  let browser = await launch(choice, `${origin}${PAGE}`);
  return {
    name: `Chromium ${browser.version()}`,
    seat: () => seatInPage(browser, origin),
    async reopen() {
      await browser.close();
      browser = await launch(choice, `${origin}${PAGE}`);
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

async function launch(choice: AdapterChoice, url: string): Promise<Browser> {
  const executablePath = ensureChromium();
  if (choice === 'auto') {
    const browser = await chromium.launch({ executablePath, args: HARDWARE });
    if (await hasGraphicsProcessor(browser, url)) return browser;
    await browser.close();
  }
  return chromium.launch({ executablePath, args: SOFTWARE });
}

async function hasGraphicsProcessor(browser: Browser, url: string): Promise<boolean> {
  const page = await browser.newPage();
  await page.goto(url);
  return page.evaluate(async () => {
    const { findAdapter } = (await import(
      `${location.origin}/src/inference/webgpu/adapter.ts`
    )) as typeof import('../../src/inference/webgpu/adapter.ts');
    const found = await findAdapter('gpu' in navigator ? navigator.gpu : undefined);
    return found !== undefined && !found.software;
  });
}

async function seatInPage(browser: Browser, origin: string): Promise<Seat> {
  const page = await browser.newPage();
  const died = new Promise<Answer>((resolve) => {
    page.once('crash', () => resolve({ kind: 'failed', reason: 'its page crashed' }));
  });
  await page.goto(`${origin}${PAGE}`);
  await page.waitForFunction(() => 'ask' in window);
  let busy = false;
  return {
    async ask(request) {
      busy = true;
      const answer = page
        .evaluate((asked) => window.ask(asked), request)
        .catch((cause: unknown): Answer => ({ kind: 'failed', reason: String(cause) }));
      const said = await Promise.race([died, answer]);
      busy = false;
      return said;
    },
    async stop() {
      const left = busy;
      await page.context().close();
      return !left || (await takesWork(browser, origin));
    },
  };
}

/**
 * What a stopped page has submitted runs on in the browser's GPU process, for minutes where it is slow, and everybody's next
 * device waits for it.
 */
async function takesWork(browser: Browser, origin: string): Promise<boolean> {
  const seat = await seatInPage(browser, origin);
  const answered = seat.ask({ kind: 'adapter' }).then(() => true);
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, WAIT_MS, false));
  return Promise.race([answered, late]);
}

/** Where the page's own server has a folder of the checkout; what is public stands at its root. */
export function urlOfFolder(folder: string): string {
  return `/${relative(ROOT, folder)
    .replaceAll('\\', '/')
    .replace(/^public\//, '')}`;
}
