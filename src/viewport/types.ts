import type { Hounsfield, ImagePixel } from '../base/index.ts';
import type { FrameGeometry, HounsfieldFrame, VoiWindow } from '../dicom/index.ts';

/** One of the buttons of the radio group *Window*, with its digit key. */
export interface WindowPreset {
  readonly id: 'brain' | 'subdural' | 'bone' | 'stroke' | 'soft-tissue' | 'file';
  readonly label: string;
  readonly digit: string;
  /** Undefined for *File*, whose window comes from the image. */
  readonly window: VoiWindow | undefined;
}

/** What the viewport shows; `id` changes when the picture does. */
export interface ViewportImage {
  readonly id: string;
  readonly frame: HounsfieldFrame;
  readonly geometry: FrameGeometry;
}

/** A class evidence map to lay over the image: values in [0, 1], row-major, covering the model's square input. */
export interface EvidenceOverlay {
  readonly height: number;
  readonly width: number;
  readonly values: Float32Array;
}

/**
 * What the hand did, at most once a screen frame; the viewport draws window, pan and zoom itself, scrolling is left to
 * the listener. `setVoi` is not told back. `view` also comes when the pane or the image changes the scale.
 */
export type ViewportEvent =
  | { readonly kind: 'voi'; readonly voi: VoiWindow }
  /** Whole slices; positive when the wheel turns towards the user or the drag goes down. */
  | { readonly kind: 'scroll'; readonly slices: number }
  /** CSS pixels per image pixel, along the shorter side of a pixel. */
  | { readonly kind: 'view'; readonly scale: number }
  | {
      readonly kind: 'probe';
      readonly at: { x: ImagePixel; y: ImagePixel } | undefined;
      readonly value: Hounsfield | undefined;
    };

export type DragTool = 'window' | 'pan' | 'zoom' | 'scroll';

export interface Viewport {
  /** Shows an image in the present window, zoom and pan; a new size or orientation fits it first. */
  show(image: ViewportImage): void;
  /** Shows nothing; window, zoom and pan stay for the next image of the same size and orientation. */
  clear(): void;
  /** One that the standard forbids (not finite, LINEAR below 1 wide, others not above 0) leaves the present one. */
  setVoi(voi: VoiWindow): void;
  /** What the left button (or one finger) does; right drag zooms, middle drag pans, always. */
  setDragTool(tool: DragTool): void;
  zoomBy(factor: number): void;
  /** The whole image in the pane, centred; keeps fitting as the pane changes size, until the user zooms or pans. */
  fit(): void;
  /** Stays over whatever image is shown until it is replaced. @throws {RangeError} where values and sides disagree */
  setEvidence(overlay: EvidenceOverlay | undefined): void;
  /** What is shown at this moment with all that lies over it, in pixels of the screen: a canvas of its own. */
  picture(): Promise<HTMLCanvasElement>;
  subscribe(listener: (event: ViewportEvent) => void): () => void;
  /** May be called twice, and after the element has left the page. */
  destroy(): void;
}
