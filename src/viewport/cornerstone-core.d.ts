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
    readonly voi: { readonly windowCenter: number; readonly windowWidth: number };
  }

  /** Takes over a canvas with the class `cornerstone-canvas`, and runs a frame loop until `disable`. */
  export function enable(element: HTMLElement): void;
  export function disable(element: HTMLElement): void;
  export function displayImage(
    element: HTMLElement,
    image: CornerstoneImage,
    viewport: CornerstoneViewport,
  ): void;
  export function getEnabledElement(element: HTMLElement): { image: CornerstoneImage | undefined };
}
