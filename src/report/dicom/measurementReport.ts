/**
 * Findings of one series as a DICOM structured report: Comprehensive SR by template TID 1500, which archives and viewers
 * know. Each scored image is a measurement group that names the algorithm and holds six probabilities, each inferred from
 * that image.
 *
 * @see https://dicom.nema.org/medical/dicom/current/output/chtml/part16/chapter_A.html#sect_TID_1500
 */
import { HEMORRHAGE_CLASSES, withFullStop, type Probabilities, type Sentence } from '../../base/index.ts';
import { leftOutSentences } from '../leftOut.ts';
import { NOTICE } from '../notice.ts';
import type { ReportResult } from '../row.ts';
import { CODES, codeItem, OWN_SCHEME, PROBABILITY_OF } from './codes.ts';
import * as items from './contentItems.ts';
import { dicomDay, dicomTime, type Dataset, type Making } from './dataset.ts';
import { commonModules, evidence, type SourceImage } from './source.ts';
import { uidOfHash } from './uid.ts';

const COMPREHENSIVE_SR = '1.2.840.10008.5.1.4.1.1.88.33';
/** Far from the numbers that scanners give; viewers sort by it. */
const SERIES_NUMBER = '9001';

/** An image of the series and what became of it. */
export interface ReportedImage {
  readonly image: SourceImage;
  /** Its place in the series, from 1, as readers count. */
  readonly number: number;
  readonly result: ReportResult;
}

/** What is reported of, and what must be known of it. */
export interface ReportedSeries {
  /** In spatial order, unscored ones included: they are counted and named with the reason. */
  readonly images: readonly ReportedImage[];
  /** What speaks against the numbers of the series. */
  readonly cautions: readonly Sentence[];
  /** Why slices of it may be missing; undefined where all of it was read. */
  readonly unread: Sentence | undefined;
  /** UID of the study that it makes with reports of other series where the images name none; by itself it makes its own. */
  readonly ownStudy?: string;
}

/** What computed the numbers; a `ModelManifest` of `src/model` has these, which this folder need not know. */
export interface ReportModel {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** Hexadecimal. */
  readonly weightsSha256: string;
  /** Sentences with measured figures, the most telling first. */
  readonly performance: readonly string[];
}

/**
 * @param device  rung and adapter that computed last: where a graphics processor was lost, slices before were its own
 * @throws {RangeError} where no image is scored: such a report would say nothing
 * @throws {HemolensError} `report/odd-identifier` where study, series or an image has an identifier that is none in DICOM: a
 *   report that repeats it would be invalid, and one with a cut identifier would speak of another image
 */
export function measurementReport(
  { images, cautions, unread, ownStudy }: ReportedSeries,
  model: ReportModel,
  device: string,
  making: Making,
): Dataset {
  const scored = images.flatMap(({ image, number, result }) =>
    'probabilities' in result ? [{ image, number, probabilities: result.probabilities }] : [],
  );
  const first = images[0]?.image;
  if (!first || scored.length === 0) throw new RangeError('a report needs a scored image');
  const common = commonModules(first, COMPREHENSIVE_SR, making, ownStudy ?? making.uid());
  const sources = images.map(({ image }) => image);
  return {
    ...common,
    CodingSchemeIdentificationSequence: [OWN_SCHEME],
    Modality: 'SR',
    SeriesInstanceUID: making.uid(),
    SeriesNumber: SERIES_NUMBER,
    SeriesDescription: 'Hemolens: probabilities of hemorrhage',
    SeriesDate: dicomDay(making.at),
    SeriesTime: dicomTime(making.at),
    ReferencedPerformedProcedureStepSequence: [],
    InstanceNumber: '1',
    CompletionFlag: scored.length === images.length && !unread ? 'COMPLETE' : 'PARTIAL',
    VerificationFlag: 'UNVERIFIED',
    PreliminaryFlag: 'PRELIMINARY',
    ContentDate: dicomDay(making.at),
    ContentTime: dicomTime(making.at),
    PerformedProcedureCodeSequence: [codeItem(CODES.headCt)],
    CurrentRequestedProcedureEvidenceSequence: evidence(sources, common.StudyInstanceUID ?? '', making.uid()),
    ...items.rootContainer(CODES.measurementReport, '1500', [
      items.coded('HAS CONCEPT MOD', CODES.language, CODES.english),
      ...observer(model, making),
      items.coded('HAS CONCEPT MOD', CODES.procedureReported, CODES.headCt),
      ...[
        NOTICE,
        ...cautions.map(({ text }) => withFullStop(text)),
        performanceOf(model),
        ...(unread ? [withFullStop(unread.text)] : []),
        ...leftOutSentences(images).map(({ text }) => withFullStop(text)),
      ].map((sentence) => items.text('CONTAINS', CODES.comment, sentence)),
      items.container(CODES.imageLibrary, [
        items.container(
          CODES.imageLibraryGroup,
          sources.map((image) => items.image('CONTAINS', image)),
        ),
      ]),
      items.container(
        CODES.measurements,
        scored.map((one) => group(one, images.length, algorithm(model, device), making)),
      ),
    ]),
  };
}

/** TID 1002 and 1004: a device looked at the images, not a person. */
function observer(model: ReportModel, { software }: Making): Dataset[] {
  return [
    items.coded('HAS OBS CONTEXT', CODES.observerType, CODES.device),
    items.uidReference('HAS OBS CONTEXT', CODES.deviceUid, uidOfHash(model.weightsSha256)),
    items.text('HAS OBS CONTEXT', CODES.deviceName, software),
    items.text('HAS OBS CONTEXT', CODES.deviceManufacturer, 'Hemolens'),
    items.text('HAS OBS CONTEXT', CODES.deviceModel, `${model.name}, ${model.version}`),
  ];
}

/** TID 4019. */
function algorithm(model: ReportModel, device: string): Dataset[] {
  const parameters = [`model: ${model.id}`, `weights SHA-256: ${model.weightsSha256}`, `device: ${device}`];
  return [
    items.text('HAS CONCEPT MOD', CODES.algorithmName, model.name),
    items.text('HAS CONCEPT MOD', CODES.algorithmVersion, model.version),
    ...parameters.map((one) => items.text('HAS CONCEPT MOD', CODES.algorithmParameters, one)),
  ];
}

interface ScoredImage {
  readonly image: SourceImage;
  readonly number: number;
  readonly probabilities: Probabilities;
}

/** TID 1501. */
function group(
  { image, number, probabilities }: ScoredImage,
  of: number,
  algorithmItems: readonly Dataset[],
  { uid }: Making,
): Dataset {
  return items.container(
    CODES.measurementGroup,
    [
      items.text('HAS OBS CONTEXT', CODES.trackingIdentifier, `Slice ${number} of ${of}`),
      items.uidReference('HAS OBS CONTEXT', CODES.trackingUid, uid()),
      items.coded('HAS CONCEPT MOD', CODES.findingSite, CODES.brain),
      ...algorithmItems,
      ...HEMORRHAGE_CLASSES.map((kind) =>
        items.numberFromImage(PROBABILITY_OF[kind], probabilities[kind], image),
      ),
    ],
    '1501',
  );
}

function performanceOf({ performance }: ReportModel): string {
  return performance[0] ?? 'The performance of this model is not stated.';
}
