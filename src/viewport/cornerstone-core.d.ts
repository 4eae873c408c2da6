/** Just what is used of cornerstone-core 2.6.1, which has no types of its own. Importing it needs a `window`. */
declare module 'cornerstone-core' {
  export interface CornerstoneImage {
    readonly imageId: string;
    readonly minPixelValue: number;
    readonly maxPixelValue: number;
    readonly slope: number;
    readonly intercept: number;
    readonly windowCenter: number;
    readonly windowWidth: number;
    readonly rows: number;
    readonly columns: number;
    readonly height: number;
    readonly width: number;
    readonly color: boolean;
    readonly invert: boolean;
    /** Spacing of rows and columns: only their ratio counts. */
    readonly rowPixelSpacing: number;
    readonly columnPixelSpacing: number;
    readonly sizeInBytes: number;
    getPixelData(): Int16Array | Uint8ClampedArray;
    /** Taken as it is where its window equals the viewport's; starts at the value `min(minPixelValue, 0)`. */
    readonly cachedLut: {
      readonly lutArray: Uint8ClampedArray;
      readonly windowCenter: number;
      readonly windowWidth: number;
      readonly invert: boolean;
    };
  }

  export interface CornerstoneViewport {
    /** Canvas pixels per image pixel, along the shorter side of a pixel. */
    readonly scale: number;
    /** Image pixels from the canvas's centre, along the canvas's axes. */
    readonly translation: { readonly x: number; readonly y: number };
    /** Flips first, then the turn: degrees clockwise. */
    readonly hflip: boolean;
    readonly vflip: boolean;
    readonly rotation: number;
    readonly invert: boolean;
    readonly voi: { readonly windowCenter: number; readonly windowWidth: number };
  }

  /** What an element that is enabled consists of, as far as drawing on its canvas needs it. */
  export interface CornerstoneElement {
    readonly canvas: HTMLCanvasElement;
    image: CornerstoneImage | undefined;
    viewport: CornerstoneViewport;
    /** Kept from one drawing to the next: the last picture, by the id of its image, and the canvas that it is put on. */
    readonly renderingTools: { readonly renderCanvas: HTMLCanvasElement };
  }

  /** Draws at once. @param invalidated  whether the table of grey levels is to be made anew */
  export function renderGrayscaleImage(element: CornerstoneElement, invalidated: boolean): void;
}
