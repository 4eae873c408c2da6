/** What is written on a picture that leaves the page: the pane's four corners, the probabilities, the notice. */
import {
  HEMORRHAGE_CLASSES,
  type HemorrhageClass,
  type Millimetre,
  type Sentence,
} from '../../base/index.ts';
import type { Series, Slice, VoiWindow } from '../../dicom/index.ts';
import type { fileWindowNumber, FindingsState, SliceFinding, ViewState } from '../../study/index.ts';
import type { Attitude } from '../../viewport/index.ts';
import type { Slab } from '../../volume/index.ts';
import { changesInWords } from '../changes.ts';
import {
  fileWindowInWords,
  patientLines,
  placeWords,
  sliceNumber,
  studyLines,
  zoomInWords,
} from '../cornerLines.ts';
import { millimetres, percent, stated, windowInWords } from '../format.ts';
import { slabInWords } from '../slabs.ts';
import { LONGEST_BAR, scaleBarOf, type ScaleBar } from '../scaleBar.ts';
import { stateOf } from '../sliceState.ts';
import { software } from '../software.ts';
import { classShort, classWord, t, tell } from '../words/index.ts';

export interface Captions {
  readonly topLeft: readonly string[];
  readonly topRight: readonly string[];
  readonly bottomLeft: readonly string[];
  readonly bottomRight: readonly string[];
  /** Six, of a slice that has its numbers. */
  readonly bars: readonly {
    readonly name: string;
    readonly fraction: number;
    readonly number: string;
  }[];
  /** Why there are none. */
  readonly state: string | undefined;
  readonly scaleBar: ScaleBar | undefined;
  /** Beneath the picture: the notice first, then what computed. */
  readonly notice: string;
  readonly source: string;
  /** What speaks against the numbers. */
  readonly cautions: readonly string[];
  readonly keyImage: boolean;
}

/** What a picture shows. */
export interface Pictured {
  readonly series: Series;
  readonly slice: Slice;
  /** In the series, from 0. */
  readonly index: number;
  /** What is shown in place of the slice itself. */
  readonly slab: Slab | undefined;
  readonly voi: VoiWindow;
  /** Which of several windows of its file that is. */
  readonly fileWindow: ReturnType<typeof fileWindowNumber>;
  /** It shows all of the slice, whose zoom says nothing then. */
  readonly whole: boolean;
  /** Pixels of the page to the shorter side of an image pixel; undefined before something is drawn. */
  readonly scale: number | undefined;
  /** Low values are bright. */
  readonly negative: boolean;
  readonly attitude: Attitude;
  readonly keyImage: boolean;
  /** What speaks against the numbers of the series. */
  readonly cautions: readonly Sentence[];
  /** Whose evidence is laid over it, e.g. `subdural`. */
  readonly evidence: HemorrhageClass | undefined;
}

export function captionsOf(
  {
    series,
    slice,
    index,
    slab,
    voi,
    fileWindow,
    whole,
    scale,
    negative,
    attitude,
    keyImage,
    cautions,
    evidence,
  }: Pictured,
  { slices, run, manifest, device }: FindingsState,
  identity: ViewState['identity'],
): Captions {
  const { patient, study } = slice.instance;
  const kept = identity === 'kept';
  const { thickness, position } = placeWords(series, index, slab);
  return {
    topLeft: kept ? stated(patientLines(patient)) : [],
    // A date may tell whose images these are as well.
    topRight: studyLines(kept ? study : { ...study, date: '' }, series),
    bottomLeft: stated([stated([thickness, position]).join(' · '), sliceNumber(series, index)]),
    bottomRight: stated([
      evidence === undefined ? '' : t('picture.evidence', { kind: classWord(evidence) }),
      fileWindow && fileWindowInWords(voi, fileWindow),
      changesInWords(negative, attitude),
      whole ? '' : zoomInWords(scale),
      windowInWords(voi),
    ]),
    bars: barsOf(slices.get(slice.id)),
    state: stateOf(slices.get(slice.id), run)?.short,
    scaleBar:
      scale === undefined ? undefined : scaleBarOf(slice.geometry.pixelSpacing, scale, LONGEST_BAR.alone),
    notice: t('report.notice'),
    source: stated([
      manifest ? `${manifest.name} ${manifest.version}` : t('picture.noModel'),
      device?.name,
      software,
    ]).join(' · '),
    cautions: slices.get(slice.id)?.state === 'scored' ? cautions.map(tell) : [],
    keyImage,
  };
}

/** A pane that is in the picture beside the image: the slice in another window, or a cut. */
export interface PicturedBeside {
  readonly name: string;
  /** Where a cut lies. */
  readonly position: Millimetre | undefined;
  /** It is a cut at right angles to slices that are tilted. */
  readonly tilted: boolean;
  readonly fileWindow: Pictured['fileWindow'];
  readonly slab: Slab | undefined;
  readonly negative: boolean;
  readonly attitude: Attitude;
  readonly voi: VoiWindow;
}

/** As the corners of the pane have it. */
export function captionsBeside({
  name,
  position,
  tilted,
  fileWindow,
  slab,
  negative,
  attitude,
  voi,
}: PicturedBeside): readonly string[] {
  return stated([
    name,
    position === undefined ? '' : millimetres(position),
    tilted ? t('pane.tilted') : '',
    slab && slabInWords(slab),
    fileWindow && fileWindowInWords(voi, fileWindow),
    changesInWords(negative, attitude),
    windowInWords(voi),
  ]);
}

function barsOf(finding: SliceFinding | undefined): Captions['bars'] {
  if (finding?.state !== 'scored') return [];
  const { probabilities } = finding.score;
  return HEMORRHAGE_CLASSES.map((kind) => ({
    name: classShort(kind),
    fraction: probabilities[kind],
    number: percent(probabilities[kind]),
  }));
}
