/**
 * What is asked of every contender's page in the same words: when did a picture appear, and what did a step cost.
 *
 * A picture is there when a canvas has grey in its middle, looked for once a frame.
 */
import type { CDPSession, Page } from '@playwright/test';

/** Notes when the hand last did something, before anybody else hears of it. */
export async function watchHand(page: Page): Promise<void> {
  // The compiler that runs this file names functions by a helper which the page does not have.
  await page.addInitScript('globalThis.__name = (named) => named');
  await page.addInitScript(() => {
    for (const type of ['change', 'keydown', 'click']) {
      addEventListener(type, () => Object.assign(window, { lastHand: performance.now() }), { capture: true });
    }
  });
}

/** Milliseconds from the last press, key or choice of files until all of these canvases show something. */
export function untilShown(page: Page, canvases: readonly string[]): Promise<number> {
  return page.evaluate(async (selectors) => {
    const sample = new OffscreenCanvas(32, 32).getContext('2d', { willReadFrequently: true });
    if (!sample) throw new Error('no canvas');
    const shows = (canvas: Element | null): boolean => {
      if (!(canvas instanceof HTMLCanvasElement) || canvas.width === 0) return false;
      const [x, y] = [Math.max(0, canvas.width / 2 - 100), Math.max(0, canvas.height / 2 - 100)];
      sample.fillStyle = '#000';
      sample.fillRect(0, 0, 32, 32);
      sample.drawImage(canvas, x, y, 200, 200, 0, 0, 32, 32);
      const { data } = sample.getImageData(0, 0, 32, 32);
      return data.some((value, index) => index % 4 === 0 && value > 20 && value < 250);
    };
    const nextFrame = () => new Promise(requestAnimationFrame);
    while (!selectors.every((selector) => shows(document.querySelector(selector)))) await nextFrame();
    return performance.now() - Number(Reflect.get(window, 'lastHand'));
  }, canvases);
}

/** Milliseconds from the last choice of files until the page says that it has read all of them. */
export function untilReady(page: Page, selector: string, text: string): Promise<number> {
  return page.evaluate(
    async ([where, what]) => {
      const nextFrame = () => new Promise(requestAnimationFrame);
      const says = () => {
        const element = document.querySelector(where);
        return element !== null && (what === '' || new RegExp(what).test(element.textContent));
      };
      while (!says()) await nextFrame();
      return performance.now() - Number(Reflect.get(window, 'lastHand'));
    },
    [selector, text] as const,
  );
}

/** Main-thread milliseconds of steps. */
export interface Costs {
  /** From the beginning to the end of each task: what a reader waits for. */
  readonly elapsed: readonly number[];
  /** Of the thread's own on a processor: without what others had of it meanwhile. */
  readonly processor: readonly number[];
}

/**
 * What each step costs the main thread: scripts, style, layout and painting, as the browser itself counts them, until two
 * frames after it. The two waits for a frame are part of it, the same for everybody.
 */
export async function costsOf(
  page: Page,
  steps: number,
  step: (index: number) => Promise<void>,
): Promise<Costs> {
  const [elapsed, processor] = [await clock(page, 'timeTicks'), await clock(page, 'threadTicks')];
  for (let index = 0; index < steps; index++) {
    // Asking costs a little as well: it is left out of what a reader waits for.
    await processor.start();
    await elapsed.start();
    await step(index);
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    await elapsed.stop();
    await processor.stop();
  }
  // While the browser still compiles, a step says little.
  const early = Math.ceil(steps / 10);
  return { elapsed: (await elapsed.end()).slice(early), processor: (await processor.end()).slice(early) };
}

async function clock(page: Page, timeDomain: 'timeTicks' | 'threadTicks') {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain });
  const costs: number[] = [];
  let before = 0;
  return {
    async start() {
      before = await taskSeconds(session);
    },
    async stop() {
      costs.push(((await taskSeconds(session)) - before) * 1000);
    },
    async end() {
      await session.detach();
      return costs;
    },
  };
}

async function taskSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
}
