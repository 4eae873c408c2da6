/** The size of an element on the page and on the screen, followed through resizes, page zoom and changes of screen. */
import type { ScreenPane } from './stage.ts';

export interface PaneFollower {
  /**
   * To be called before drawing: not every change of the ratio is told (an emulated screen's is not), and that a pane has come
   * out of hiding is told after the frame in which it does.
   */
  check(): void;
  stop(): void;
}

export function followPane(element: HTMLElement, onPane: (pane: ScreenPane) => void): PaneFollower {
  let ratio = devicePixelRatio;
  let exact: ResizeObserverSize | undefined;
  let told: ScreenPane | undefined;
  const tell = () => {
    ratio = devicePixelRatio;
    const { clientWidth: width, clientHeight: height } = element;
    const pane = {
      width,
      height,
      deviceWidth: devicePixels(width, exact?.inlineSize),
      deviceHeight: devicePixels(height, exact?.blockSize),
    };
    if (told && samePane(told, pane)) return;
    told = pane;
    onPane(pane);
  };
  // The observer answers after the next frame, in which there could be a picture.
  tell();

  // Safari cannot observe device pixels.
  const observable = 'devicePixelContentBoxSize' in ResizeObserverEntry.prototype;
  const observer = new ResizeObserver(([entry]) => {
    exact = observable ? entry?.devicePixelContentBoxSize[0] : undefined;
    tell();
  });
  observer.observe(element, { box: observable ? 'device-pixel-content-box' : 'content-box' });

  const letGo = followDeviceRatio(tell);
  return {
    check() {
      if (ratio !== devicePixelRatio || told?.width === 0) tell();
    },
    stop() {
      observer.disconnect();
      letGo();
    },
  };
}

/**
 * Tells when a CSS pixel has other device pixels: the page was zoomed, or its window moved to another screen.
 * @returns what ends it
 */
export function followDeviceRatio(onChange: () => void): () => void {
  const held = new AbortController();
  // A query holds for one ratio alone: after each change the next one is asked.
  const ask = () => {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
      'change',
      () => {
        onChange();
        ask();
      },
      { once: true, signal: held.signal },
    );
  };
  ask();
  return () => held.abort();
}

function samePane(a: ScreenPane, b: ScreenPane): boolean {
  return (
    a.width === b.width &&
    a.height === b.height &&
    a.deviceWidth === b.deviceWidth &&
    a.deviceHeight === b.deviceHeight
  );
}

/**
 * The exact count, rounded as the browser lays the element out, is one off the product at most; where it is further off
 * (an emulated screen, a ratio that has just changed) the product holds.
 */
function devicePixels(cssPixels: number, exact: number | undefined): number {
  const product = cssPixels * devicePixelRatio;
  return exact !== undefined && Math.abs(exact - product) <= 1 ? exact : Math.round(product);
}
