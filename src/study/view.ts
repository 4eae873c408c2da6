import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HemorrhageClass, Hounsfield, ImagePixel } from '../base/index.ts';
import type { VoiWindow } from '../dicom/index.ts';
import { upright, type Attitude, type DragTool, type WindowPreset } from '../viewport/index.ts';
import type { Plane, Slab } from '../volume/index.ts';

/** One image; brain, subdural and bone side by side; with coronal and sagittal cuts; beside another series. */
export type Layout = 'one' | 'windows' | 'planes' | 'two';

/** The image's own pane, or what stands beside it: the slice in another window, a cut, another series. */
export type PaneName = 'image' | WindowPreset['id'] | Plane | 'series';

/** What lies under the pointer. */
export interface PaneProbe {
  /** Where the pointer is: pixels are counted in the image of that pane. */
  readonly pane: PaneName;
  readonly x: ImagePixel;
  readonly y: ImagePixel;
  readonly value: Hounsfield | undefined;
  /** The value is in a unit that is not known. */
  readonly otherUnit?: true | undefined;
}

/** How the reader looks, apart from what is looked at: tools, magnification, what is laid over the image. */
export interface ViewState {
  readonly layout: Layout;
  /** The series that stands beside the one on screen, where the reader has chosen one. */
  readonly besideKey: string | undefined;
  /** Slices by which the series beside is moved on from the one that is linked with the image: of the pair that is shown. */
  readonly besideOffset: number;
  /** Dragged in a pane whose window is its own: the slice in another window, or a series in another unit. */
  readonly paneWindows: Readonly<Partial<Record<PaneName, VoiWindow | undefined>>>;
  /** How thick slices and cuts are shown, where there is a volume; as they are where undefined. */
  readonly slab: Slab | undefined;
  readonly dragTool: DragTool;
  /** How far a drag changes the window: 1 as it was made, 2 twice as far, on every slice alike. */
  readonly windowSensitivity: number;
  readonly inverted: boolean;
  readonly attitude: Attitude;
  readonly magnifier: 'shown' | 'hidden';
  readonly cine: 'playing' | 'stopped';
  /** Slices a second. */
  readonly cineSpeed: number;
  /** What is being typed over the image. */
  readonly entry: Entry | undefined;
  /** CSS pixels to the shorter side of an image pixel; undefined before something is drawn. */
  readonly scale: number | undefined;
  readonly probe: PaneProbe | undefined;
  readonly evidence: 'shown' | 'hidden';
  /** Whose evidence is laid over the image. */
  readonly evidenceClass: HemorrhageClass;
  /** Opacity of the strongest evidence, 0 to 1. */
  readonly evidenceStrength: number;
  /** The list of commands and keys. */
  readonly help: 'shown' | 'hidden';
  /** The printable report over the page. */
  readonly report: 'shown' | 'hidden';
  /** The elements of the image's file over the page. */
  readonly tags: 'shown' | 'hidden';
  /** Whether what is taken away says who the patient is. */
  readonly identity: 'kept' | 'left-out';
  /** What the reader should see once, e.g. what an export left out. */
  readonly message: Message | undefined;
}

/** A slice's number, a window's centre and width, what stands beside the selected annotation. */
export type Entry = 'slice' | 'window' | 'annotation';

export interface Message {
  /** In the language that the page has when it is looked at. */
  readonly text: () => string;
  /** Information goes by itself after a while, trouble stays until it is put away. */
  readonly tone: 'information' | 'trouble';
}

export type ViewStore = StoreApi<ViewState>;

export function createViewStore(): ViewStore {
  return createStore<ViewState>(() => ({
    layout: 'one',
    besideKey: undefined,
    besideOffset: 0,
    paneWindows: {},
    slab: undefined,
    dragTool: 'window',
    windowSensitivity: 1,
    inverted: false,
    attitude: upright,
    magnifier: 'hidden',
    cine: 'stopped',
    cineSpeed: 10,
    entry: undefined,
    scale: undefined,
    probe: undefined,
    evidence: 'hidden',
    evidenceClass: 'any',
    // The anatomy shows through.
    evidenceStrength: 0.5,
    help: 'hidden',
    report: 'hidden',
    tags: 'hidden',
    identity: 'kept',
    message: undefined,
  }));
}
