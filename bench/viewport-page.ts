/**
 * The page of `bench/viewport.ts`: two contenders in the same pane under the same hand, and a clock for what a frame
 * costs them.
 */
import { hounsfield, millimetre } from '../src/base/index.ts';
import type { ViewportImage } from '../src/viewport/index.ts';

const SIDE = 512;

/**
 * Milliseconds of each frame in which the pointer moved. Started before any contender is loaded, so that all they do in
 * a frame goes through its animation loop, and their pointer handlers run between the two of the window.
 */
function startClock(): number[] {
  const frames: number[] = [];
  let spent = 0;
  let moved = false;
  let handling = 0;
  addEventListener('pointermove', () => (handling = performance.now()), { capture: true });
  addEventListener('pointermove', () => {
    moved = true;
    spent += performance.now() - handling;
  });

  const nextFrame = window.requestAnimationFrame.bind(window);
  const callbacks = new Map<number, FrameRequestCallback>();
  let handle = 0;
  window.requestAnimationFrame = (callback) => {
    callbacks.set(++handle, callback);
    return handle;
  };
  window.cancelAnimationFrame = (cancelled) => callbacks.delete(cancelled);
  const makeFrame = (time: number) => {
    nextFrame(makeFrame);
    const due = [...callbacks.values()];
    callbacks.clear();
    const start = performance.now();
    for (const callback of due) callback(time);
    spent += performance.now() - start;
    if (moved) frames.push(spent);
    moved = false;
    spent = 0;
  };
  nextFrame(makeFrame);
  return frames;
}

/** A head in outline: skull, brain, air and padding, with noise from a fixed seed. */
function headImage(kind: 'int16' | 'float32'): ViewportImage {
  let seed = 2019;
  const noise = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return (seed / 2 ** 32 - 0.5) * 20;
  };
  const at = (index: number) => {
    const x = ((index % SIDE) - SIDE / 2) / (SIDE / 2);
    const y = (Math.floor(index / SIDE) - SIDE / 2) / (SIDE / 2);
    if (Math.hypot(x, y) > 1) return -3024;
    const out = Math.hypot(x / 0.7, y / 0.9);
    return (out > 1 ? -1000 : out > 0.9 ? 1200 : 35) + noise();
  };
  const values = kind === 'int16' ? new Int16Array(SIDE * SIDE) : new Float32Array(SIDE * SIDE);
  for (let index = 0; index < values.length; index++) values[index] = at(index);
  return {
    id: kind,
    frame: { rows: SIDE, columns: SIDE, values, min: hounsfield(-1010), max: hounsfield(1210) },
    geometry: {
      position: [0, 0, 0],
      orientation: { row: [1, 0, 0], column: [0, 1, 0] },
      pixelSpacing: { row: millimetre(0.5), column: millimetre(0.5) },
      sliceThickness: millimetre(5),
    },
  };
}

type Contender = (pane: HTMLElement, image: ViewportImage) => Promise<() => void>;

const ours: Contender = async (pane, image) => {
  const { createViewport } = await import('../src/viewport/index.ts');
  const viewport = createViewport(pane);
  viewport.show(image);
  return () => viewport.destroy();
};

/** The plain way: every pixel through the formula in floats, to an ImageData, once a frame. */
const naive: Contender = (pane, { frame }) => {
  const canvas = document.createElement('canvas');
  canvas.width = pane.clientWidth;
  canvas.height = pane.clientHeight;
  pane.append(canvas);
  const source = new OffscreenCanvas(frame.columns, frame.rows);
  const context = canvas.getContext('2d');
  const picture = source.getContext('2d');
  if (!context || !picture) throw new Error('no canvas');
  const pixels = picture.createImageData(frame.columns, frame.rows);
  let window = { center: 40, width: 80 };
  let start: { x: number; y: number } | undefined;
  let scheduled = false;
  const draw = () => {
    scheduled = false;
    const { center, width } = window;
    for (let index = 0; index < frame.values.length; index++) {
      const grey = (((frame.values[index] ?? 0) - (center - 0.5)) / (width - 1) + 0.5) * 255;
      pixels.data[index * 4] = grey;
      pixels.data[index * 4 + 1] = grey;
      pixels.data[index * 4 + 2] = grey;
      pixels.data[index * 4 + 3] = 255;
    }
    picture.putImageData(pixels, 0, 0);
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
  };
  canvas.addEventListener('pointerdown', ({ clientX, clientY }) => (start = { x: clientX, y: clientY }));
  canvas.addEventListener('pointermove', ({ clientX, clientY }) => {
    if (!start) return;
    window = {
      center: 40 + ((clientY - start.y) / 400) * 80,
      width: Math.max(80 * Math.exp((clientX - start.x) / 300), 2),
    };
    if (!scheduled) requestAnimationFrame(draw);
    scheduled = true;
  });
  requestAnimationFrame(draw);
  return Promise.resolve(() => canvas.remove());
};

const contenders: Record<string, Contender> = { ours, naive };
const frames = startClock();
let leave: (() => void) | undefined;

export interface BenchPage {
  enter(contender: string, pixels: 'int16' | 'float32'): Promise<void>;
  /** Milliseconds of each frame in which the pointer moved, since the last call. */
  takeFrames(): number[];
}

const page: BenchPage = {
  async enter(name, pixels) {
    leave?.();
    const pane = document.getElementById('pane');
    const contender = contenders[name];
    if (!pane || !contender) throw new Error(`no contender ${name}`);
    leave = await contender(pane, headImage(pixels));
  },
  takeFrames: () => frames.splice(0),
};
Object.assign(window, { bench: page });
