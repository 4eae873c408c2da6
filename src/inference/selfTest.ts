import { HemolensError, hounsfield, type Sentence } from '../base/index.ts';
import type { HounsfieldFrame } from '../dicom/index.ts';
import { selfTestInput, type ModelManifest, type SelfTest } from '../model/index.ts';
import type { Backend, Network } from './network.ts';
import { modelInput } from './preprocess/modelInput.ts';
import { say } from './sentences.ts';

/** Sides of the test's frame in pixels: odd, unlike each other, and most often more than a model reads. */
export const TEST_FRAME = { rows: 301, columns: 259 } as const;

/**
 * Does this device compute what the model's manifest says it must? Run before the first slice, for there are GPUs and
 * drivers that compute something else without an error (tensorflow/tfjs#6284, #8406).
 * @returns  how long the device took for it, in milliseconds
 * @throws {HemolensError} `inference/self-test` where it does not, and what the network throws
 */
export async function runSelfTest(backend: Backend, network: Network, test: SelfTest): Promise<number> {
  const input = selfTestInput(test.recipe, test.size);
  const began = performance.now();
  const [output] = await network.run([input]);
  const ms = performance.now() - began;
  compare(backend, output?.logits, test.logits, test.tolerance, (difference) =>
    say('logitsDiffer', { difference }),
  );
  return ms;
}

/**
 * Does it prepare a frame as the model wants it? Of a frame and of the input that was made of it here the logits are to be the
 * same; whether the network is computed rightly, {@link runSelfTest} has told.
 * @throws as `runSelfTest` does
 */
export async function runFrameTest(
  backend: Backend,
  network: Network,
  { preprocessing, selfTest }: Pick<ModelManifest, 'preprocessing' | 'selfTest'>,
): Promise<void> {
  const frame = testFrame();
  const [made] = await network.run([modelInput(frame, preprocessing)]);
  const [prepared] = await network.score([frame]);
  const expected = made ? [...made.logits] : [NaN];
  compare(backend, prepared?.logits, expected, selfTest.tolerance, (difference) =>
    say('framesDiffer', { difference }),
  );
}

function compare(
  backend: Backend,
  logits: Float32Array | undefined,
  expected: readonly number[],
  tolerance: number,
  differ: (difference: string) => Sentence,
): void {
  const differences = expected.map((logit, i) => Math.abs((logits?.[i] ?? NaN) - logit));
  const maxDifference = Math.max(...differences);
  const error = backend.takeError();
  // A difference that is no number is no pass.
  if (maxDifference <= tolerance && error === undefined) return;
  const why = error ?? differ(maxDifference.toPrecision(2));
  throw new HemolensError('inference/self-test', say('selfTest', { device: backend.name, why }));
}

/** Blocks of soft tissue with grain, bone and air, of which no two rows or columns are alike; stored as CT is. */
function testFrame(): HounsfieldFrame {
  const { rows, columns } = TEST_FRAME;
  const values = new Int16Array(rows * columns);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const grain = (7 * x + 13 * y) % 151;
      const block = ((x >> 5) + 3 * (y >> 5)) % 7;
      values[y * columns + x] = block === 0 ? grain - 1000 : block === 1 ? 4 * grain + 600 : grain - 20;
    }
  }
  return { rows, columns, values, min: hounsfield(-1000), max: hounsfield(1200) };
}
