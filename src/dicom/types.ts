import type { Failure, Sentence, Hounsfield, Millimetre } from '../base/index.ts';

export type Vector3 = readonly [number, number, number];

/** A window as a file proposes it (DICOM PS3.3 C.11.2). */
export interface VoiWindow {
  readonly center: number;
  readonly width: number;
  readonly shape: 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID';
  /** (0028,1055), where the file names its windows. */
  readonly name: string | undefined;
}

/** Where one frame lies in the patient (DICOM PS3.3 C.7.6.2): LPS, millimetres. */
export interface FrameGeometry {
  /** Centre of the first pixel. */
  readonly position: Vector3 | undefined;
  /** Direction cosines of a row (towards greater column index) and of a column (towards greater row index). */
  readonly orientation: { readonly row: Vector3; readonly column: Vector3 } | undefined;
  /** Distance between the centres of neighbouring rows and of neighbouring columns. */
  readonly pixelSpacing: { readonly row: Millimetre; readonly column: Millimetre } | undefined;
  /** Height of a pixel over its width (0028,0034), only where there is no spacing and pixels are not square. */
  readonly pixelAspect?: number | undefined;
  readonly sliceThickness: Millimetre | undefined;
}

/** Something a reader should know of a file that loads all the same, e.g. a missing rescale. */
export interface Notice extends Sentence {
  readonly code: string;
}

/** The modality transformation `HU = stored × slope + intercept` (DICOM PS3.3 C.11.1). */
export interface Rescale {
  readonly slope: number;
  readonly intercept: number;
}

/** What tells two acquisitions of the same place apart; each undefined where the file does not say. */
export interface Acquired {
  /** (0020,0100). */
  readonly temporalPosition: number | undefined;
  /** (0020,0012). */
  readonly number: number | undefined;
  /** Acquisition, and content, date and time as the number `YYYYMMDDHHMMSS.F`: to be compared, not to be reckoned with. */
  readonly time: number | undefined;
  readonly contentTime: number | undefined;
}

/** The attributes of one SOP instance, decoded to text and numbers. Plain data: crosses worker borders as it is. */
export interface DicomInstance {
  /** Path as the user gave it, folders included. */
  readonly file: string;
  readonly sopClassUid: string | undefined;
  readonly sopInstanceUid: string;
  readonly transferSyntaxUid: string;
  /** Upper case, '' where absent. */
  readonly modality: string;
  readonly patient: { name: string; id: string; birthDate: string; sex: string };
  readonly study: { uid: string; description: string; date: string; accessionNumber: string };
  readonly series: { uid: string; number: number | undefined; description: string };
  /** What an object made from this image repeats of its header word for word; '' where the file does not say. */
  readonly repeated?: {
    /** (0010,0010) with its carets, where `patient.name` is for reading. */
    readonly patientName: string;
    readonly studyTime: string;
    readonly studyId: string;
    readonly referringPhysician: string;
  };
  readonly instanceNumber: number | undefined;
  readonly acquired?: Acquired;
  /** One entry a frame, where functional groups tell frames apart. */
  readonly frameAcquired?: readonly Acquired[];
  readonly frameOfReferenceUid: string | undefined;
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly pixelRepresentation: 0 | 1;
  readonly photometricInterpretation: string;
  /** What is applied to stored values; the RSNA set's 12-bit wrap is undone separately (`wrapped12Bit`). */
  readonly rescale: Rescale;
  /** One entry a frame, only where the frames' rescales differ (Enhanced CT); `rescale` is then the first frame's. */
  readonly frameRescale?: readonly Rescale[] | undefined;
  readonly wrapped12Bit: boolean;
  /** Stored values that stand for no measurement (0028,0120 and 0028,0121), where the file names any. */
  readonly padding?: { readonly from: number; readonly to: number } | undefined;
  /** Those of the file that can be shown. */
  readonly windows: readonly VoiWindow[];
  /** One entry a frame. */
  readonly geometry: readonly FrameGeometry[];
  /** (0008,0008), upper case: `['ORIGINAL', 'PRIMARY', 'AXIAL']`; empty where absent. */
  readonly imageType: readonly string[];
  /** (0018,0015), else the meaning of the anatomic region's code, upper case; '' where both are absent. */
  readonly bodyPart: string;
  /** (0018,0010), '' where absent. */
  readonly contrastAgent: string;
  /** (0028,1054), what the rescaled values are, upper case: `HU` where stated; '' where absent. */
  readonly rescaleType: string;
  readonly gantryTiltDegrees: number | undefined;
  readonly kvp: number | undefined;
  readonly notices: readonly Notice[];
}

/**
 * One frame in Hounsfield units, the same array for display and inference: row-major, rows × columns.
 * Integers where slope and intercept are and all values fit into 16 bits with a sign, otherwise 32-bit floats.
 */
export interface HounsfieldFrame {
  readonly rows: number;
  readonly columns: number;
  readonly values: Int16Array | Float32Array;
  /** True extremes of the values without padding; air (−1024) where everything is padding. */
  readonly min: Hounsfield;
  readonly max: Hounsfield;
  /** Low values are to be shown bright (MONOCHROME1, PS3.3 C.7.6.3.1.2); the values themselves are as they would be. */
  readonly lowIsBright?: true;
  /** The values are not in Hounsfield units but in one that is not known here: another modality, or a map made of CT. */
  readonly otherUnit?: true;
}

/** One frame of one instance: what a reader scrolls through and a model scores. */
export interface Slice {
  /** `<SOP Instance UID>#<frame>`, frame from 1: unique within a study. */
  readonly id: string;
  readonly instance: DicomInstance;
  /** From 1, as DICOM counts. */
  readonly frame: number;
  readonly geometry: FrameGeometry;
}

/** Slices that belong on one slider: same series, orientation, size and frame of reference, sorted by position. */
export interface Series {
  /** Stable while slices arrive: depends on what its slices share, not on their number. */
  readonly key: string;
  readonly uid: string;
  readonly description: string;
  readonly number: number | undefined;
  readonly modality: string;
  /** Where the files hold the same places several times, one after the other: which time this is, from 1. */
  readonly timePoint?: { readonly number: number; readonly of: number } | undefined;
  readonly patient: DicomInstance['patient'];
  readonly study: DicomInstance['study'];
  readonly rows: number;
  readonly columns: number;
  /** From the patient's feet to the head for axial series (ascending along the slice normal; in one place by number). */
  readonly slices: readonly Slice[];
  /** Position along the normal, one a slice; undefined where the file gives none. */
  readonly positions: readonly (Millimetre | undefined)[];
  /** Tilt, uneven spacing of slices or pixels, doubled positions, missing slices, not CT: said, not corrected. */
  readonly notices: readonly Notice[];
}

/** A file as read: its instance and every frame that decoded; a frame that did not is told why. */
export interface ReadInstance {
  readonly instance: DicomInstance;
  readonly slices: readonly { readonly slice: Slice; readonly frame: HounsfieldFrame | Failure }[];
}
