/** What stands on the printed page, gathered once when it is opened: a report is of one moment. */
import { HEMORRHAGE_CLASSES, withFullStop } from '../../base/index.ts';
import type { Series } from '../../dicom/index.ts';
import { leftOutSentences, type ReportResult } from '../../report/index.ts';
import {
  activeSeries,
  extentOf,
  likeliestKind,
  maximumMayRise,
  mostSuspicious,
  reportedImages,
  seriesCautions,
  seriesMaximum,
  type Extent,
  type ViewState,
} from '../../study/index.ts';
import { still, windowPresets } from '../../viewport/index.ts';
import { dicomDate, millimetres, percent, stated } from '../format.ts';
import { seriesName } from '../names.ts';
import type { Room } from '../room.ts';
import { slicePlace } from '../slicePlace.ts';
import { software } from '../software.ts';
import { classLabel, classShort, moment, number, t, tell } from '../words/index.ts';

/** A label and what it says, and in which language where it is not the page's. */
export type Fact = readonly [label: string, text: string, lang?: 'en'];

export interface ReportFacts {
  readonly study: readonly Fact[];
  /** Slices are missing, or to be scored: the maxima are those so far. */
  readonly incomplete: boolean;
  readonly maxima: readonly {
    readonly name: string;
    readonly probability: string;
    readonly slice: string;
    readonly position: string;
  }[];
  /** What speaks against the numbers. */
  readonly cautions: readonly string[];
  /** One a slice, in spatial order. */
  readonly results: readonly ReportResult[];
  /** A caption is the slice's number, then what is written beneath it, each part on one line. */
  readonly pictures: readonly { readonly source: string; readonly caption: readonly string[] }[];
  readonly window: string;
  /** What has no numbers, and why. */
  readonly leftOut: readonly string[];
  readonly model: readonly Fact[];
  readonly made: string;
}

const PICTURES = 5;
/** Sharp at 34 mm of paper and 300 dots an inch. */
const PICTURE_SIDE = 400;

/** The series on screen; undefined where nothing is open. */
export function reportFacts(room: Room, at: Date): ReportFacts | undefined {
  const state = room.study.getState();
  const findings = room.findings.getState();
  const series = activeSeries(state);
  if (!series) return undefined;
  const images = reportedImages(series, findings);
  const extent = extentOf(state, series);
  return {
    study: studyFacts(series, extent, room.view.getState().identity),
    incomplete: maximumMayRise(series, findings.slices, extent),
    maxima: HEMORRHAGE_CLASSES.map((kind) => {
      const maximum = seriesMaximum(series, findings.slices, kind, extent);
      const position = maximum && slicePlace(series, maximum.index).position;
      return {
        name: classLabel(kind),
        probability: maximum ? percent(maximum.probability) : '–',
        slice: maximum ? `${maximum.index + 1}` : '–',
        position: position === undefined ? '' : millimetres(position),
      };
    }),
    cautions: seriesCautions(series, extent).map(tell),
    results: images.map(({ result }) => result),
    ...pictures(room, series),
    leftOut: leftOutSentences(images).map((said) => withFullStop(tell(said))),
    model: modelFacts(room),
    made: moment(at),
  };
}

function studyFacts(series: Series, extent: Extent, identity: ViewState['identity']): Fact[] {
  const { patient, study, slices } = series;
  const kept = identity === 'kept';
  const facts: Fact[] = [
    [t('print.patient'), kept ? patient.name || t('pane.noName') : t('print.leftOut')],
    ...(kept
      ? ([
          [t('print.patientId'), patient.id],
          [t('print.born'), dicomDate(patient.birthDate)],
          [t('print.sex'), patient.sex],
          [t('print.studyDate'), dicomDate(study.date)],
          [t('print.accession'), study.accessionNumber],
        ] satisfies Fact[])
      : []),
    [t('print.study'), study.description],
    [
      t('print.series'),
      stated([seriesName(series), series.timePoint && t('corner.timePoint', series.timePoint)]).join(' · '),
    ],
    [t('print.slices'), stated([`${slices.length}`, thicknessOf(series)]).join(', ')],
    [t('print.reading'), extent.phase === 'whole' ? '' : t('print.notAllRead')],
  ];
  return facts.filter(([, text]) => text !== '');
}

/** `5 mm thick`, `4 to 7 mm thick`, or '' where no file says. */
function thicknessOf(series: Series): string {
  const all = series.slices.flatMap((_, index) => slicePlace(series, index).thickness ?? []);
  if (all.length === 0) return '';
  const [least, most] = [Math.min(...all), Math.max(...all)];
  return least === most
    ? t('corner.thick', { thickness: number(least) })
    : t('print.thickness', { least: number(least), most: number(most) });
}

function pictures({ study, findings }: Room, series: Series): Pick<ReportFacts, 'pictures' | 'window'> {
  const preset = windowPresets.find(({ window }) => window !== undefined);
  const voi = preset?.window;
  if (!voi) return { pictures: [], window: '' };
  const suspicious = mostSuspicious(series, findings.getState().slices, 'any', PICTURES);
  return {
    window: t('does.preset', {
      name: t(`windows.${preset.id}`),
      center: voi.center,
      width: voi.width,
    }),
    pictures: suspicious.flatMap(({ slice, index, probabilities }) => {
      const frame = study.frames.get(slice.id);
      if (!frame) return [];
      const source = still(frame, slice.geometry, voi, PICTURE_SIDE).toDataURL();
      const kind = likeliestKind(probabilities);
      return [
        {
          source,
          caption: [
            t('print.sliceNumber', { number: index + 1 }),
            `${classShort('any')} ${percent(probabilities.any)}`,
            `${classShort(kind)} ${percent(probabilities[kind])}`,
          ],
        },
      ];
    }),
  };
}

function modelFacts({ findings }: Room): Fact[] {
  const { manifest, device } = findings.getState();
  if (!manifest) return [[t('print.model'), t('print.noModel')]];
  const [measured] = manifest.performance;
  return [
    [
      t('print.model'),
      t('print.modelName', { name: manifest.name, version: manifest.version, id: manifest.id }),
    ],
    [t('print.weights'), `SHA-256 ${manifest.weightsSha256}`],
    [t('print.intendedUse'), manifest.intendedUse, 'en'],
    measured === undefined
      ? [t('print.measured'), t('print.nothingStated')]
      : [t('print.measured'), measured, 'en'],
    [t('print.trainedOn'), manifest.provenance.trainedOn, 'en'],
    [t('print.computedBy'), `${software}, ${device?.name ?? t('print.unknownDevice')}`],
  ];
}
