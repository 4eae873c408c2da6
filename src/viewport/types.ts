import type { ImagePixel, Sentence } from '../base/index.ts';
import type { FrameGeometry, HounsfieldFrame, VoiWindow } from '../dicom/index.ts';
import type { Annotation, AnnotationKind, SliceStack } from './annotations/types.ts';
import type { Attitude, Turn } from './attitude.ts';
import type { CrossLine } from './crossLines.ts';
import type { Probe } from './probe.ts';
import type { Point, View } from './view.ts';

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

/** A class evidence map to lay over the image: values in [0, 1], row-major. */
export interface EvidenceOverlay {
  /** Image pixels: side of the square about the image's middle that it covers, which is what the model saw. */
  readonly side: number;
  readonly height: number;
  readonly width: number;
  readonly values: Float32Array;
}

/**
 * What the hand did, at most once a screen frame; the viewport draws window, pan and zoom itself, scrolling is left to
 * the listener. `setVoi` is not told back. `view` also comes when the pane or the image changes the scale, or a command turns it.
 */
export type ViewportEvent =
  | { readonly kind: 'voi'; readonly voi: VoiWindow }
  /**
   * Whole slices; positive when the wheel turns towards the user or the drag goes down. With Alt held they are of this
   * pane `alone`, where others go with it.
   */
  | { readonly kind: 'scroll'; readonly slices: number; readonly alone?: true | undefined }
  /** CSS pixels per image pixel, along the shorter side of a pixel. */
  | { readonly kind: 'view'; readonly scale: number; readonly attitude: Attitude }
  /** Zoomed, panned, turned or fitted, by hand, by a command or to a pane that changed its size; what `setLook` does is not told back. */
  | { readonly kind: 'look'; readonly look: Look }
  /** A press that became no drag, in image pixels with fractions; beyond the image too. */
  | { readonly kind: 'click'; readonly at: { x: ImagePixel; y: ImagePixel } }
  /** A cross line was dragged there; it moves once whoever set it sets it anew. */
  | { readonly kind: 'line'; readonly line: string; readonly at: { x: ImagePixel; y: ImagePixel } }
  /** A hand begins to draw on the image, or to move what is drawn; what comes of it is told when there is something. */
  | { readonly kind: 'drawing' }
  /** An annotation of an image is new or changed. Changes of one gesture belong together. */
  | {
      readonly kind: 'annotation';
      readonly image: string;
      readonly annotation: Annotation;
      readonly gesture: string;
    }
  /** What was told of a gesture is as if it had not begun: its image went away under the hand. */
  | { readonly kind: 'annotation-taken-back'; readonly gesture: string }
  | { readonly kind: 'annotation-selected'; readonly id: string | undefined }
  /** The words or the number of an annotation are wanted: it is new and has some, or was clicked twice. */
  | { readonly kind: 'annotation-edit'; readonly id: string }
  | ({ readonly kind: 'probe' } & Probe);

/** How an image lies in its pane; where `fits`, whatever fits the pane counts and not the scale. */
export interface Look {
  readonly view: View;
  readonly fits: boolean;
}

/** What a drag does to the view. */
export const VIEW_TOOLS = ['window', 'pan', 'zoom', 'scroll'] as const;

/** A kind of annotation is drawn by dragging. */
export type DragTool = (typeof VIEW_TOOLS)[number] | AnnotationKind;

/** A sentence in the reader's language. */
export type Tell = (said: Sentence) => string;

export interface Viewport {
  /** Shows an image in the present window, zoom, pan, flips and turns; a new size or orientation is fitted, upright. */
  show(image: ViewportImage): void;
  /** Shows nothing; window, zoom and pan stay for the next image of the same size and orientation. */
  clear(): void;
  /** One that the standard forbids (not finite, LINEAR below 1 wide, others not above 0) leaves the present one. */
  setVoi(voi: VoiWindow): void;
  voi(): VoiWindow;
  /** What the left button (or one finger) does, undefined for nothing; right drag zooms, middle drag pans, always. */
  setDragTool(tool: DragTool | undefined): void;
  /** How far a drag changes the window: 1 is as `draggedWindow` in `hand.ts` says, 2 is twice as far. */
  setWindowSensitivity(factor: number): void;
  /** Black on white instead of white on black. */
  setInverted(inverted: boolean): void;
  /** A lens that follows the pointer, whoever leads it. */
  setMagnifier(shown: boolean): void;
  /** About the pointer of the keyboard, else the middle. */
  zoomBy(factor: number): void;
  /** By CSS pixels. */
  panBy(by: Point): void;
  /** As a drag of so many CSS pixels does, at the sensitivity of drags: to the right the width grows, down the centre. */
  windowBy(by: Point): void;
  /** Flips or turns what is seen. */
  turn(turn: Turn): void;
  /** As the file stores it, fitted. */
  resetView(): void;
  look(): Look;
  /** As another viewport of the same image lies. */
  setLook(look: Look): void;
  /** Where other planes cut through the image; they stay until they are replaced. */
  setCrossLines(lines: readonly CrossLine[]): void;
  /** The whole image in the pane, centred; keeps fitting as the pane changes size, until the user zooms or pans. */
  fit(): void;
  /** Stays over whatever image is shown until it is replaced. @throws {RangeError} where values and sides disagree */
  setEvidence(overlay: EvidenceOverlay | undefined): void;
  /** The words on the image anew: from now on `tell` speaks another language. */
  retell(): void;
  /** Draws at once what is shown; else that is done in the next frame. */
  draw(): void;
  /** What is shown at this moment with all that lies over it, in pixels of the screen: a canvas of its own. */
  picture(): Promise<HTMLCanvasElement>;
  /** Those of the image that is shown; `show` and `clear` take them away. */
  setAnnotations(annotations: readonly Annotation[], selected: string | undefined): void;
  /** Where the image lies among the slices of its series, known anew as files arrive; `show` and `clear` forget it. */
  setStack(stack: SliceStack | undefined): void;
  /**
   * The pointer by CSS pixels, for hands on the keyboard: from the middle where there is none, no further than the pane
   * reaches. A cross shows it until the mouse moves over the pane; probe and magnifier follow.
   */
  pointBy(by: Point): void;
  /** The pointer is the mouse's again. @returns whether the keyboard was pointing at something */
  stopPointing(): boolean;
  /** The pointer is in another pane, though the mouse may rest in this one. */
  forgetPointer(): void;
  /** Draws one where the keyboard points, else in the middle, and puts the focus on its first point. */
  placeAnnotation(kind: AnnotationKind): void;
  /** Draws and moves no further, though the button is held. @returns the gesture of what was being drawn or moved */
  stopDrawing(): string | undefined;
  subscribe(listener: (event: ViewportEvent) => void): () => void;
  /** May be called twice, and after the element has left the page. */
  destroy(): void;
}
