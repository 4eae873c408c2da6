/** Rungs whose speed, faults and losses a test decides: what stands in for a GPU that a driver takes away. */
import { HEMORRHAGE_CLASSES, hounsfield } from '../../base/index.ts';
import type { HounsfieldFrame } from '../../dicom/index.ts';
import { DEFAULT_HEAD, DEFAULT_PREPROCESSING, type OpenedModel } from '../../model/index.ts';
import type { Backend, NetworkOutput } from '../network.ts';
import type { RungToTry } from '../rungs.ts';
import { TEST_FRAME } from '../selfTest.ts';

/** Its self-test is passed with zeros. Never loaded: the networks of fake rungs know what to answer. */
export const MODEL: OpenedModel = {
  file: 'models/fake/model.json',
  manifest: {
    schema: 1,
    id: 'fake',
    name: 'Fake',
    version: '1',
    licence: 'not stated',
    provenance: { trainedOn: 'nothing', trainedBy: 'nobody', source: 'made in code' },
    performance: [],
    intendedUse: 'tests',
    architecture: { blocks: [1, 1, 1, 1], groups: 8, widthPerGroup: 4, layers: 14, outputStride: 32 },
    classes: HEMORRHAGE_CLASSES,
    preprocessing: DEFAULT_PREPROCESSING,
    outputs: { logits: 'logits', evidence: 'evidence' },
    pooling: DEFAULT_HEAD.pooling,
    temperatures: DEFAULT_HEAD.temperatures,
    thresholds: DEFAULT_HEAD.thresholds,
    precision: 'float32',
    weightsSha256: 'abc',
    shards: [],
    selfTest: { recipe: 'sines-v1', size: 8, logits: [0, 0, 0, 0, 0, 0], tolerance: 1e-3 },
  },
  artifacts: {
    format: 'graph-model',
    modelTopology: { node: [] },
    signature: {},
    weightSpecs: [],
    weightData: new ArrayBuffer(0),
  },
};

/** A picture of one number, by which its answer is known; NaN is a bad one. */
export function frameOf(value: number, side = 2): HounsfieldFrame {
  const values = Float32Array.of(value);
  return { rows: side, columns: side, values, min: hounsfield(value), max: hounsfield(value) };
}

/** The answer to {@link frameOf}: the number is the first logit. */
export function outputOf(value: number): NetworkOutput {
  return {
    logits: Float32Array.of(value, 0, 0, 0, 0, 0),
    evidence: { height: 1, width: 1, values: new Float32Array(6) },
  };
}

interface Wanted {
  readonly rung?: RungToTry['rung'];
  readonly name?: string;
  /** Milliseconds for a slice; with its own first run. */
  readonly ms?: number;
  readonly firstMs?: number;
  readonly lanes?: number;
  readonly enoughMs?: number;
  readonly capacity?: number;
  readonly overlap?: number;
  /** By the number of the start, from 1: does it open? */
  readonly opens?: (start: number) => boolean;
  readonly passes?: boolean;
  /** Does it prepare the self-test's frame as it must? */
  readonly prepares?: boolean;
}

export class FakeRung implements RungToTry {
  readonly rung;
  readonly name;
  readonly lanes;
  readonly enoughMs;
  readonly hardware;
  starts = 0;
  selfTests = 0;
  standing = 0;
  /** What each call held, by the frames' numbers. */
  readonly batches: number[][] = [];
  /** Told after the next call. */
  error: string | undefined;
  lose: (why: string) => void = () => undefined;
  readonly #wanted;

  constructor(wanted: Wanted = {}) {
    this.#wanted = wanted;
    this.rung = wanted.rung ?? 'webgpu';
    this.name = wanted.name ?? 'WebGPU (Acme 1)';
    this.lanes = wanted.lanes ?? 1;
    this.enoughMs = wanted.enoughMs ?? 0;
    this.hardware = this.rung === 'webgpu';
  }

  start(): Promise<Backend> {
    const {
      ms = 10,
      firstMs = ms,
      capacity = 4,
      overlap = 2,
      passes = true,
      opens,
      prepares = true,
    } = this.#wanted;
    this.starts += 1;
    if (opens && !opens(this.starts)) return Promise.reject(new Error('0x887a0004'));
    this.standing += 1;
    let runs = 0;
    let gone = false;
    const lost = new Promise<string>((resolve) => {
      this.lose = (why) => {
        gone = true;
        resolve(why);
      };
    });
    return Promise.resolve({
      name: this.name,
      lost,
      takeError: () => {
        const taken = this.error;
        this.error = undefined;
        return taken;
      },
      load: () =>
        Promise.resolve({
          capacity,
          overlap,
          run: async ([input]) => {
            if (input?.length !== MODEL.manifest.selfTest.size ** 2 * 3) return [outputOf(0)];
            runs += 1;
            this.selfTests += 1;
            await later(runs === 1 ? firstMs : ms);
            return [outputOf(passes ? 0 : 1)];
          },
          score: async (frames) => {
            if (frames[0]?.rows === TEST_FRAME.rows) return [outputOf(prepares ? 0 : 1)];
            const numbers = frames.map(({ values }) => values[0] ?? NaN);
            this.batches.push(numbers);
            await later(ms * frames.length);
            if (gone) throw new Error('the device is lost');
            if (numbers.some(Number.isNaN)) throw new Error('a bad frame');
            return numbers.map(outputOf);
          },
          dispose: () => undefined,
        }),
      stop: () => {
        this.standing -= 1;
      },
    });
  }
}

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
