/**
 * The only file that speaks to cornerstone-core. What it is kept from: its image cache (images are handed over
 * directly), its window function (the table of grey levels is ours), its fitting and resizing (the view is ours), its
 * canvas size (ours), its frame loop, which never rests (a frame is made when there is something to draw), and its WebGL
 * renderer (the GPU is the model's).
 *
 * An image is drawn once, pixel for pixel, and enlarged or reduced by the browser as it puts the page together: zoom and pan
 * draw nothing. The browser looks at the two by two pixels nearest to one of the screen: an image that is shown at less than
 * half its size is drawn in the pixels of the screen instead, filtered.
 *
 * It is loaded when the first viewport is made: importing it needs a `window`, which Node has not.
 */
import type { CornerstoneElement, CornerstoneImage, CornerstoneViewport } from 'cornerstone-core';
import { HemolensError } from '../base/index.ts';
import type { Picture } from './picture.ts';
import { isOnItsSide } from './attitude.ts';
import { placementOf, type ImageShape, type Pane, type View } from './view.ts';
import { say } from './sentences.ts';

type Cornerstone = typeof import('cornerstone-core');

/** The pane with the size of its pixels on the screen. */
export interface ScreenPane extends Pane {
  readonly deviceWidth: number;
  readonly deviceHeight: number;
}

export interface Stage {
  readonly element: HTMLElement;
  /** Whether cornerstone is there. */
  isReady(): boolean;
  resize(pane: ScreenPane): void;
  /** Draws at once; with no picture the last one is only moved. Nothing is drawn before `onReady`. */
  draw(shape: ImageShape, view: View, picture: Picture | undefined): void;
  clear(): void;
  destroy(): void;
}

export interface StageListener {
  /** From now on `draw` draws; not told of a stage that is ready from the start. */
  onReady(): void;
  onFailure(error: HemolensError): void;
}

/** Kept, for even of what has been loaded long ago `import` tells too late for the frame that is being made. */
let cornerstone: Cornerstone | undefined;

export function createStage(listener: StageListener): Stage {
  const element = document.createElement('div');
  element.style.cssText = 'position:absolute;inset:0';
  const canvas = document.createElement('canvas');
  canvas.className = 'cornerstone-canvas';
  canvas.style.cssText = 'display:block;transform-origin:0 0;will-change:transform';
  element.append(canvas);
  // Taken before cornerstone asks for a desynchronized one, which may tear and not be composited with the overlays.
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) {
    throw new HemolensError('viewport/no-canvas', say('noCanvas'));
  }

  let destroyed = false;
  let pane: ScreenPane = { width: 0, height: 0, deviceWidth: 0, deviceHeight: 0 };
  let drawn = 0;
  /** How the picture lies on the canvas at the moment. */
  let pixelForPixel = false;
  let picture: Picture | undefined;
  const enabled: CornerstoneElement = {
    canvas,
    image: undefined,
    viewport: PIXEL_FOR_PIXEL,
    renderingTools: { renderCanvas: hiddenCanvas() },
  };

  /** @returns whether it was another size: the canvas is then empty */
  function size(width: number, height: number): boolean {
    if (canvas.width === width && canvas.height === height) return false;
    canvas.width = width;
    canvas.height = height;
    return true;
  }

  function drawPixelForPixel(shape: ImageShape, view: View, fresh: boolean): void {
    const { rows, columns } = shape;
    const { a, b, c, d, e, f } = placementOf(view, pane, shape);
    if (size(columns, rows) || fresh || !pixelForPixel) {
      canvas.style.width = `${columns}px`;
      canvas.style.height = `${rows}px`;
      render(PIXEL_FOR_PIXEL, { x: 1, y: 1 });
    }
    pixelForPixel = true;
    canvas.style.transform = `matrix(${[a, b, c, d, e, f].join(', ')})`;
  }

  const drawReduced = ({ aspect }: ImageShape, view: View, perPixel: number) => {
    pixelForPixel = false;
    size(pane.deviceWidth, pane.deviceHeight);
    canvas.style.width = '100%';
    canvas.style.height = '100%';
    canvas.style.transform = 'none';
    // From a half-size copy.
    context.imageSmoothingQuality = 'medium';
    const onItsSide = isOnItsSide(view.attitude);
    const viewport: CornerstoneViewport = {
      ...PIXEL_FOR_PIXEL,
      scale: view.scale * perPixel,
      // Scaled by the sides of the pixels as they lie on the screen, before flips and turns.
      translation: {
        x: view.pan.x / (view.scale * (onItsSide ? aspect.y : aspect.x)),
        y: view.pan.y / (view.scale * (onItsSide ? aspect.x : aspect.y)),
      },
      hflip: view.attitude.mirrored,
      rotation: view.attitude.turns * 90,
    };
    render(viewport, aspect);
  };

  function render(viewport: CornerstoneViewport, aspect: ImageShape['aspect']): void {
    if (!cornerstone || !picture) return;
    enabled.image = imageOf(picture, aspect, `${drawn}`);
    enabled.viewport = viewport;
    cornerstone.renderGrayscaleImage(enabled, false);
  }

  if (!cornerstone) {
    import('cornerstone-core').then(
      (loaded) => {
        cornerstone = loaded;
        if (!destroyed) listener.onReady();
      },
      (cause: unknown) => {
        if (destroyed) return;
        listener.onFailure(new HemolensError('viewport/not-loaded', say('notLoaded'), { cause }));
      },
    );
  }

  return {
    element,
    isReady: () => cornerstone !== undefined,
    resize: (to) => (pane = to),
    draw(shape, view, next) {
      if (next) {
        picture = next;
        drawn++;
      }
      if (!cornerstone || !picture) return;
      const perPixel = pane.deviceWidth / pane.width;
      if (view.scale * perPixel >= LEAST_BY_BROWSER) drawPixelForPixel(shape, view, next !== undefined);
      else drawReduced(shape, view, perPixel);
    },
    clear() {
      picture = undefined;
      context.resetTransform();
      context.clearRect(0, 0, canvas.width, canvas.height);
    },
    destroy() {
      destroyed = true;
      picture = undefined;
      element.remove();
    },
  };
}

/**
 * What cornerstone prepares a picture on. It would make one that is desynchronized too: each picture is then sent to the
 * compositor, though nobody sees it.
 */
function hiddenCanvas(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.getContext('2d');
  // A picture of the size that it has already, cornerstone takes for one that it has prepared.
  canvas.width = canvas.height = 0;
  return canvas;
}

/** Equal in table and viewport, so that the table counts as made for the window; the numbers are never used. */
const TABLE_WINDOW = { windowCenter: 0, windowWidth: 1 };

/** Pixels of the screen to one of the image: below, two by two no longer meet all of them. */
const LEAST_BY_BROWSER = 0.5;

const PIXEL_FOR_PIXEL: CornerstoneViewport = {
  scale: 1,
  translation: { x: 0, y: 0 },
  hflip: false,
  vflip: false,
  rotation: 0,
  invert: false,
  voi: TABLE_WINDOW,
};

/** @param imageId  new for each picture: cornerstone renders anew when it changes, and moves the last one otherwise */
function imageOf(
  { rows, columns, lowest, table, pixels }: Picture,
  aspect: ImageShape['aspect'],
  imageId: string,
): CornerstoneImage {
  return {
    imageId,
    minPixelValue: lowest,
    maxPixelValue: lowest + table.length - 1,
    slope: 1,
    intercept: 0,
    ...TABLE_WINDOW,
    rows,
    columns,
    height: rows,
    width: columns,
    color: false,
    invert: false,
    rowPixelSpacing: aspect.y,
    columnPixelSpacing: aspect.x,
    sizeInBytes: pixels.byteLength,
    getPixelData: () => pixels,
    cachedLut: { lutArray: table, ...TABLE_WINDOW, invert: false },
  };
}
