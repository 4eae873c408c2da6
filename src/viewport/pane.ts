/** The size of an element on the page and on the screen, followed through resizes, page zoom and changes of screen. */
import type { ScreenPane } from './stage.ts';

/** @returns a function that stops following */
export function followPane(element: HTMLElement, onPane: (pane: ScreenPane) => void): () => void {
  const exact = 'devicePixelContentBoxSize' in ResizeObserverEntry.prototype;
  const measure = (device?: ResizeObserverSize) => {
    const { clientWidth: width, clientHeight: height } = element;
    onPane({
      width,
      height,
      deviceWidth: device?.inlineSize ?? Math.round(width * devicePixelRatio),
      deviceHeight: device?.blockSize ?? Math.round(height * devicePixelRatio),
    });
  };
  const observer = new ResizeObserver(([entry]) =>
    measure(exact ? entry?.devicePixelContentBoxSize[0] : undefined),
  );
  observer.observe(element, { box: exact ? 'device-pixel-content-box' : 'content-box' });
  // Safari cannot observe device pixels: there a page zoom or another screen shows in the ratio alone.
  const stopWatching = exact ? () => undefined : watchPixelRatio(() => measure());
  return () => {
    observer.disconnect();
    stopWatching();
  };
}

/** A media query matches one ratio only, so each change needs a new one. */
function watchPixelRatio(onChange: () => void): () => void {
  const held = new AbortController();
  const watch = () => {
    const changed = () => {
      onChange();
      watch();
    };
    const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    query.addEventListener('change', changed, { once: true, signal: held.signal });
  };
  watch();
  return () => held.abort();
}
