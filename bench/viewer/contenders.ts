/** Where each contender's page is, and how the same thing is done in it. */
import type { Page } from '@playwright/test';
import { build, createServer, preview, type PreviewServer, type ViteDevServer } from 'vite';

export interface Contender {
  readonly name: string;
  readonly address: string;
  /** Where files are chosen. */
  readonly input: string;
  /** The canvas of the slice. */
  readonly canvas: string;
  /** What the page shows once all `slices` are read: a selector, and a pattern of its text. */
  ready(slices: number): readonly [selector: string, text: string];
  /** Until the page can be given files. */
  begin(page: Page): Promise<void>;
  /** Ends what it does besides. */
  rest(page: Page): Promise<void>;
  useWindow(page: Page): Promise<void>;
  useScroll(page: Page): Promise<void>;
  /** One slice in brain, subdural and bone window, in step. */
  showWindows(page: Page): Promise<void>;
  showOne(page: Page): Promise<void>;
  showPlanes(page: Page): Promise<void>;
  /** The canvases of coronal and sagittal cuts. */
  readonly planes: readonly string[];
}

const root = new URL('../..', import.meta.url).pathname;
/** An isolated page has a clock of 5 µs instead of 100. */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** The page as it is shipped. */
export async function serveOurs(): Promise<{ server: PreviewServer; contender: Contender }> {
  await build({ root, logLevel: 'error' });
  const server = await preview({ root, logLevel: 'error', preview: { port: 0, host: '127.0.0.1', headers } });
  const contender: Contender = {
    name: 'hemolens',
    address: `${server.resolvedUrls?.local[0] ?? ''}?device=wasm`,
    input: 'input[type=file]:not([webkitdirectory])',
    canvas: '.pane canvas',
    ready: (slices) => ['[role=status]', `^Analysed \\d+ of ${slices} slices`],
    begin: async (page) => {
      await page.getByRole('button', { name: 'Understood' }).click();
      await page.getByText('WebAssembly').first().waitFor();
      await page.waitForLoadState('networkidle');
    },
    rest: async (page) => {
      await page.getByRole('button', { name: 'Pause' }).click();
      await page.waitForTimeout(500);
    },
    useWindow: (page) => page.keyboard.press('w'),
    useScroll: (page) => page.keyboard.press('s'),
    showWindows: (page) => page.keyboard.press('7'),
    showOne: (page) => page.keyboard.press('6'),
    showPlanes: (page) => page.keyboard.press('8'),
    planes: ['[aria-label=Coronal] canvas', '[aria-label=Sagittal] canvas'],
  };
  return { server, contender };
}

/** dwv as npm has it, its workers beside it. */
export async function serveDwv(): Promise<{ server: ViteDevServer; contender: Contender }> {
  const server = await createServer({
    root,
    configFile: false,
    cacheDir: 'node_modules/.vite-bench-viewer',
    appType: 'mpa',
    logLevel: 'error',
    optimizeDeps: {
      entries: ['bench/viewer/dwv.html'],
      // Its workers lie beside it, and would be lost in a bundle.
      exclude: ['dwv'],
      include: ['dwv > konva', 'dwv > jszip', 'dwv > magic-wand-tool'],
    },
    server: { host: '127.0.0.1', port: 0, hmr: false, headers },
  });
  await server.listen();
  const contender: Contender = {
    name: 'dwv 0.36',
    address: `${server.resolvedUrls?.local[0] ?? ''}bench/viewer/dwv.html`,
    input: 'input',
    canvas: '#axial canvas',
    ready: () => ['[data-ready=yes]', ''],
    begin: async (page) => {
      await page.locator('input').waitFor();
      await page.waitForLoadState('networkidle');
    },
    rest: () => Promise.resolve(),
    useWindow: (page) => page.locator('#window').click(),
    useScroll: (page) => page.locator('#scroll').click(),
    showWindows: (page) => page.locator('#windows').click(),
    showOne: (page) => page.locator('#one').click(),
    showPlanes: (page) => page.locator('#planes').click(),
    planes: ['#coronal canvas', '#sagittal canvas'],
  };
  return { server, contender };
}
