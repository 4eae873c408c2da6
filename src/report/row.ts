/** An image and what became of it, as a row: the one place where attributes of DICOM become columns. */
import type { Probabilities, Sentence } from '../base/index.ts';
import type { ReportRow } from './types.ts';

/** What a row takes of a frame; a `Slice` of `src/dicom` is one, which this folder need not know. */
export interface ReportImage {
  /** From 1. */
  readonly frame: number;
  readonly instance: {
    readonly file: string;
    readonly study: { readonly uid: string };
    readonly series: { readonly uid: string };
    readonly sopInstanceUid: string;
    readonly instanceNumber: number | undefined;
    readonly patient: { readonly id: string; readonly name: string; readonly birthDate: string };
  };
}

/** Probabilities in [0, 1], or why there are none: `not scored yet`, or a sentence. */
export type ReportResult =
  | { readonly probabilities: Probabilities }
  | { readonly status: string; readonly said?: Sentence | undefined };

/** Of an image without probabilities. */
export function unscored(said: Sentence): ReportResult {
  return { status: said.text, said };
}

/**
 * The row of one frame. The patient is in it, and written only where the report is asked for it.
 * @param positionMm  along the normal of its series
 * @param cautions  what speaks against the numbers of its series: written where there are some
 */
export function reportRow(
  { frame, instance }: ReportImage,
  positionMm: number | undefined,
  result: ReportResult,
  cautions: readonly Sentence[] = [],
): ReportRow {
  const { id, name, birthDate } = instance.patient;
  return {
    file: instance.file,
    studyUid: instance.study.uid,
    seriesUid: instance.series.uid,
    sopUid: instance.sopInstanceUid,
    frame,
    instanceNumber: instance.instanceNumber,
    positionMm,
    ...('status' in result
      ? { probabilities: undefined, status: result.status, ...(result.said && { said: result.said }) }
      : {
          probabilities: result.probabilities,
          status: 'scored',
          ...(cautions.length > 0 && { caution: cautions.map(({ text }) => text).join(' ') }),
        }),
    patient: { id, name, birthDate },
  };
}
