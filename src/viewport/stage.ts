/**
 * The only file that speaks to cornerstone-core. What it is kept from: its image cache (images are handed over
 * directly), its window function (the table of grey levels is ours), its fitting and resizing (the view is ours), its
 * canvas size (ours, in device pixels, for it ignores devicePixelRatio) and its WebGL renderer (the GPU is the model's).
 *
 * It is loaded when the first viewport is made: importing it needs a `window`, which Node has not.
 */
import type { CornerstoneImage } from 'cornerstone-core';
import { HemolensError } from '../base/index.ts';
import type { Picture } from './picture.ts';
import { isOnItsSide } from './attitude.ts';
import type { ImageShape, Pane, View } from './view.ts';
import { say } from './sentences.ts';

type Cornerstone = typeof import('cornerstone-core');

/** The pane with the size of its pixels on the screen. */
export interface ScreenPane extends Pane {
  readonly deviceWidth: number;
  readonly deviceHeight: number;
}

export interface Stage {
  readonly element: HTMLElement;
  resize(pane: ScreenPane): void;
  /** Draws within the frame that is being made; with no picture the last one is only moved. */
  draw(shape: ImageShape, view: View, picture: Picture | undefined): void;
  clear(): void;
  destroy(): void;
}

export interface StageListener {
  /** Before each screen frame is made, as soon as cornerstone has loaded: the moment to `draw`. */
  onFrame(): void;
  onFailure(error: HemolensError): void;
}

export function createStage(listener: StageListener): Stage {
  const element = document.createElement('div');
  element.style.cssText = 'position:absolute;inset:0';
  const canvas = document.createElement('canvas');
  canvas.className = 'cornerstone-canvas';
  canvas.style.cssText = 'display:block;width:100%;height:100%';
  element.append(canvas);
  // Taken before cornerstone asks for a desynchronized one, which may tear and not be composited with the overlays.
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) {
    throw new HemolensError('viewport/no-canvas', say('noCanvas'));
  }

  let cornerstone: Cornerstone | undefined;
  let destroyed = false;
  let pane: ScreenPane = { width: 0, height: 0, deviceWidth: 0, deviceHeight: 0 };
  let drawn = 0;
  let image: CornerstoneImage | undefined;

  const size = () => {
    canvas.width = pane.deviceWidth;
    canvas.height = pane.deviceHeight;
    // cornerstone has just set the size in CSS pixels.
    canvas.style.width = '100%';
    canvas.style.height = '100%';
  };
  const onFrame = () => listener.onFrame();

  import('cornerstone-core').then(
    (loaded) => {
      if (destroyed) return;
      cornerstone = loaded;
      loaded.enable(element);
      size();
      // Fired in cornerstone's frame loop before it looks whether to draw: no second loop, no frame of delay.
      element.addEventListener('cornerstoneprerender', onFrame);
    },
    (cause: unknown) => {
      if (destroyed) return;
      listener.onFailure(new HemolensError('viewport/not-loaded', say('notLoaded'), { cause }));
    },
  );

  return {
    element,
    resize(to) {
      pane = to;
      size();
    },
    draw(shape, view, picture) {
      if (picture) image = imageOf(picture, shape, `${++drawn}`);
      if (!cornerstone || !image) return;
      const perPixel = pane.deviceWidth / pane.width;
      // Bilinear; medium, from a half-size copy where the image is shown smaller: it is made for every picture, and costs a
      // millisecond that an enlarged one does not need.
      context.imageSmoothingQuality = view.scale * perPixel < 1 ? 'medium' : 'low';
      const onItsSide = isOnItsSide(view.attitude);
      cornerstone.displayImage(element, image, {
        scale: view.scale * perPixel,
        // Scaled by the sides of the pixels as they lie on the screen, before flips and turns.
        translation: {
          x: view.pan.x / (view.scale * (onItsSide ? shape.aspect.y : shape.aspect.x)),
          y: view.pan.y / (view.scale * (onItsSide ? shape.aspect.x : shape.aspect.y)),
        },
        hflip: view.attitude.mirrored,
        vflip: false,
        rotation: view.attitude.turns * 90,
        voi: TABLE_WINDOW,
      });
    },
    clear() {
      image = undefined;
      if (cornerstone) cornerstone.getEnabledElement(element).image = undefined;
      context.resetTransform();
      context.clearRect(0, 0, canvas.width, canvas.height);
    },
    destroy() {
      destroyed = true;
      element.removeEventListener('cornerstoneprerender', onFrame);
      cornerstone?.disable(element);
      cornerstone = undefined;
      image = undefined;
      element.remove();
    },
  };
}

/** Equal in table and viewport, so that the table counts as made for the window; the numbers are never used. */
const TABLE_WINDOW = { windowCenter: 0, windowWidth: 1 };

/** @param imageId  new for each picture: cornerstone renders anew when it changes, and moves the last one otherwise */
function imageOf(picture: Picture, { aspect }: ImageShape, imageId: string): CornerstoneImage {
  const { rows, columns, lowest, table, pixels } = picture;
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
