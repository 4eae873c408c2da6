/** Slices, series, scorers and windows for the tests of this folder: what stands in for files and for a GPU. */
import {
  HEMORRHAGE_CLASSES,
  hounsfield,
  millimetre,
  probability,
  verbatim,
  type Probabilities,
} from '../../base/index.ts';
import type { DicomInstance, HounsfieldFrame, ReadInstance, Series, Slice } from '../../dicom/index.ts';
import { createScoringQueue, type Scorer, type SliceScore } from '../../inference/index.ts';
import { DEFAULT_HEAD, type ModelManifest } from '../../model/index.ts';
import type { FindingsDependencies } from '../findingsTypes.ts';
import { createStudyStore } from '../study.ts';
import type { StudyStore } from '../studyTypes.ts';

const AXIAL = { row: [1, 0, 0], column: [0, 1, 0] } as const;
export const SAGITTAL = { row: [0, 1, 0], column: [0, 0, -1] } as const;

interface Wanted {
  readonly z?: number;
  readonly series?: string;
  readonly study?: string;
  readonly patient?: Partial<DicomInstance['patient']>;
  readonly modality?: string;
  readonly orientation?: Slice['geometry']['orientation'];
  readonly windows?: DicomInstance['windows'];
  readonly imageType?: DicomInstance['imageType'];
}

export function slice(name: string, wanted: Wanted = {}): Slice {
  const { z = 0, series = 'head', modality = 'CT', orientation = AXIAL, windows = [] } = wanted;
  const { study = 'study', patient = {}, imageType = [] } = wanted;
  const geometry: Slice['geometry'] = {
    position: [0, 0, z],
    orientation,
    pixelSpacing: undefined,
    sliceThickness: undefined,
  };
  return {
    id: `${name}#1`,
    frame: 1,
    geometry,
    instance: {
      file: `study/${name}.dcm`,
      sopClassUid: undefined,
      sopInstanceUid: name,
      transferSyntaxUid: '1.2.840.10008.1.2.1',
      modality,
      patient: { name: 'Doe^Jane', id: 'P1', birthDate: '19500101', sex: 'F', ...patient },
      study: { uid: study, description: '', date: '', accessionNumber: '' },
      series: { uid: series, number: 1, description: series },
      instanceNumber: 1,
      frameOfReferenceUid: undefined,
      // As the file says, for the model refuses thumbnails; the frames of these tests are smaller all the same.
      rows: 512,
      columns: 512,
      frames: 1,
      bitsAllocated: 16,
      bitsStored: 16,
      pixelRepresentation: 1,
      photometricInterpretation: 'MONOCHROME2',
      rescale: { slope: 1, intercept: 0 },
      wrapped12Bit: false,
      windows,
      geometry: [geometry],
      gantryTiltDegrees: undefined,
      kvp: undefined,
      imageType,
      bodyPart: '',
      contrastAgent: '',
      rescaleType: '',
      notices: [],
    },
  };
}

export function frame(...values: number[]): HounsfieldFrame {
  const pixels = values.length === 4 ? values : [0, 40, 80, 120];
  return {
    rows: 2,
    columns: 2,
    values: Int16Array.from(pixels),
    min: hounsfield(Math.min(...pixels)),
    max: hounsfield(Math.max(...pixels)),
  };
}

export function read(one: Slice): ReadInstance {
  return { instance: one.instance, slices: [{ slice: one, frame: frame() }] };
}

/** Series by their description, slices by their height: what the real grouping does, without its care. */
export function groupByName(slices: readonly Slice[]): Series[] {
  const names = [...new Set(slices.map(({ instance }) => instance.series.uid))];
  return names.map((name) => {
    const members = slices
      .filter(({ instance }) => instance.series.uid === name)
      .sort((a, b) => (a.geometry.position?.[2] ?? 0) - (b.geometry.position?.[2] ?? 0));
    const { patient, study, modality } = (members[0] ?? slice('none')).instance;
    return {
      key: name,
      uid: name,
      description: name,
      number: 1,
      modality,
      patient,
      study,
      rows: 2,
      columns: 2,
      slices: members,
      positions: members.map(({ geometry }) => millimetre(geometry.position?.[2] ?? 0)),
      notices: [],
    };
  });
}

export const BRAIN = { center: 40, width: 80, shape: 'LINEAR', name: 'Brain' } as const;

export function newStudy(groupSeries = groupByName): StudyStore {
  return createStudyStore({ groupSeries, openingWindow: { kind: 'preset', id: 'brain', voi: BRAIN } });
}

export function score(any: number): SliceScore {
  const probabilities: Probabilities = {
    epidural: probability(0),
    intraparenchymal: probability(0),
    intraventricular: probability(0),
    subarachnoid: probability(0),
    subdural: probability(0),
    any: probability(any),
  };
  return {
    probabilities,
    logits: new Float32Array(HEMORRHAGE_CLASSES.length),
    evidence: { height: 1, width: 1, values: new Float32Array(6) },
  };
}

export const MANIFEST: ModelManifest = {
  schema: 1,
  id: 'tiny',
  name: 'Tiny',
  version: '1',
  architecture: { blocks: [1, 1, 1, 1], groups: 8, widthPerGroup: 4, layers: 14, outputStride: 32 },
  classes: HEMORRHAGE_CLASSES,
  preprocessing: {
    windows: [BRAIN, BRAIN, BRAIN],
    size: 224,
    fit: { kind: 'pad-resize' },
    mean: [0, 0, 0],
    std: [1, 1, 1],
  },
  outputs: { logits: 'logits', evidence: 'evidence' },
  pooling: DEFAULT_HEAD.pooling,
  temperatures: DEFAULT_HEAD.temperatures,
  thresholds: DEFAULT_HEAD.thresholds,
  precision: 'float32',
  weightsSha256: 'abc',
  shards: [],
  licence: 'Apache-2.0',
  provenance: { trainedOn: 'nothing', trainedBy: 'nobody', source: '' },
  performance: [],
  intendedUse: 'tests',
  selfTest: { recipe: 'sines-v1', size: 224, logits: [], tolerance: 0 },
};

/** A scorer whose answers the test gives one by one: each call waits until `answer` or `refuse` is called. */
export function handScorer(rung: Scorer['device']['rung'] = 'wasm') {
  const waiting: { resolve: (value: SliceScore) => void; reject: (cause: unknown) => void }[] = [];
  const scorer: Scorer = {
    manifest: MANIFEST,
    device: { rung, name: 'test', reason: verbatim('for a test') },
    inHand: 1,
    score: () => new Promise((resolve, reject) => waiting.push({ resolve, reject })),
    dispose: () => Promise.resolve(),
  };
  return {
    scorer,
    answer: (any: number) => waiting.shift()?.resolve(score(any)),
    refuse: (cause: unknown) => waiting.shift()?.reject(cause),
    get pending() {
      return waiting.length;
    },
  };
}

export function dependencies(study: StudyStore, scorer: Scorer): FindingsDependencies {
  return {
    study,
    modelUrl: () => Promise.resolve('models/tiny/model.json'),
    device: 'auto',
    startScorer: () => Promise.resolve(scorer),
    createQueue: createScoringQueue,
  };
}
