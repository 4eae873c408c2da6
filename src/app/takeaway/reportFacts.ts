/** What stands on the printed page, gathered once when it is opened: a report is of one moment. */
import { HEMORRHAGE_CLASSES, type HemorrhageClass, type Probabilities } from '../../base/index.ts';
import type { Series } from '../../dicom/index.ts';
import { leftOutSentences, type ReportResult } from '../../report/index.ts';
import {
  activeSeries,
  extentOf,
  mostSuspicious,
  reportedImages,
  seriesMaximum,
  type Extent,
  type ViewState,
} from '../../study/index.ts';
import { still, windowPresets } from '../../viewport/index.ts';
import { SHORT_NAMES } from '../centre/PaneScores.tsx';
import { software } from '../exports.ts';
import { capitalised, dicomDate, millimetres, percent } from '../format.ts';
import type { Room } from '../room.ts';

/** A label and what it says. */
export type Fact = readonly [label: string, text: string];

export interface ReportFacts {
  readonly study: readonly Fact[];
  readonly maxima: readonly {
    readonly name: string;
    readonly probability: string;
    readonly slice: string;
    readonly position: string;
  }[];
  /** One a slice, in spatial order. */
  readonly results: readonly ReportResult[];
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
  return {
    study: studyFacts(series, extentOf(state, series), room.view.getState().identity),
    maxima: HEMORRHAGE_CLASSES.map((kind) => {
      const maximum = seriesMaximum(series, findings.slices, kind);
      const position = maximum && series.positions[maximum.index];
      return {
        name: capitalised(kind),
        probability: maximum ? percent(maximum.probability) : '–',
        slice: maximum ? `${maximum.index + 1}` : '–',
        position: position === undefined ? '' : millimetres(position),
      };
    }),
    results: images.map(({ result }) => result),
    ...pictures(room, series),
    leftOut: leftOutSentences(images),
    model: modelFacts(room),
    made: `${at.toLocaleDateString('sv-SE')} ${at.toLocaleTimeString('sv-SE', { hour: '2-digit', minute: '2-digit' })}`,
  };
}

function studyFacts(
  { patient, study, number, description, slices }: Series,
  extent: Extent,
  identity: ViewState['identity'],
): Fact[] {
  const kept = identity === 'kept';
  const facts: Fact[] = [
    ['Patient', kept ? patient.name || 'no name in the file' : 'left out'],
    ...(kept
      ? ([
          ['Patient ID', patient.id],
          ['Born', dicomDate(patient.birthDate)],
          ['Sex', patient.sex],
          ['Study date', dicomDate(study.date)],
          ['Accession number', study.accessionNumber],
        ] satisfies Fact[])
      : []),
    ['Study', study.description],
    ['Series', [number ?? '', description].join('  ').trim()],
    ['Slices', [`${slices.length}`, thicknessOf(slices)].filter((part) => part !== '').join(', ')],
    ['Reading', extent.phase === 'whole' ? '' : 'not all files were read: slices are missing'],
  ];
  return facts.filter(([, text]) => text !== '');
}

/** `5 mm thick`, `4 to 7 mm thick`, or '' where no file says. */
function thicknessOf(slices: Series['slices']): string {
  const all = slices.flatMap(({ geometry }) => geometry.sliceThickness ?? []);
  if (all.length === 0) return '';
  const [least, most] = [Math.min(...all), Math.max(...all)];
  return least === most ? `${least} mm thick` : `${least} to ${most} mm thick`;
}

function pictures({ study, findings }: Room, series: Series): Pick<ReportFacts, 'pictures' | 'window'> {
  const preset = windowPresets.find(({ window }) => window !== undefined);
  const voi = preset?.window;
  if (!voi) return { pictures: [], window: '' };
  const suspicious = mostSuspicious(series, findings.getState().slices, 'any', PICTURES);
  return {
    window: `${preset.label} window, C ${voi.center} W ${voi.width}`,
    pictures: suspicious.flatMap(({ slice, index, probabilities }) => {
      const frame = study.frames.get(slice.id);
      if (!frame) return [];
      const source = still(frame, slice.geometry, voi, PICTURE_SIDE).toDataURL();
      const kind = likeliestKind(probabilities);
      return [
        {
          source,
          caption: [
            `Slice ${index + 1}`,
            `Any ${percent(probabilities.any)} · ${SHORT_NAMES[kind]} ${percent(probabilities[kind])}`,
          ],
        },
      ];
    }),
  };
}

/** Of the five kinds. */
function likeliestKind(probabilities: Probabilities): HemorrhageClass {
  return HEMORRHAGE_CLASSES.filter((kind) => kind !== 'any').reduce((best, kind) =>
    probabilities[kind] > probabilities[best] ? kind : best,
  );
}

function modelFacts({ findings }: Room): Fact[] {
  const { manifest, device } = findings.getState();
  if (!manifest) return [['Model', 'No model was ready: there are no probabilities.']];
  return [
    ['Model', `${manifest.name}, version ${manifest.version} (${manifest.id})`],
    ['Weights', `SHA-256 ${manifest.weightsSha256}`],
    ['Intended use', manifest.intendedUse],
    ['Measured', manifest.performance[0] ?? 'nothing is stated'],
    ['Trained on', manifest.provenance.trainedOn],
    ['Computed by', `${software}, ${device?.name ?? 'unknown device'}`],
  ];
}
