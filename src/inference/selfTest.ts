import { HemolensError } from '../base/index.ts';
import { selfTestInput, type SelfTest } from '../model/index.ts';
import type { Backend, Network } from './network.ts';
import { say } from './sentences.ts';

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
  const differences = test.logits.map((expected, i) => Math.abs((output?.logits[i] ?? NaN) - expected));
  const maxDifference = Math.max(...differences);
  const error = backend.takeError();
  // A difference that is no number is no pass.
  if (!(maxDifference <= test.tolerance) || error !== undefined) {
    const difference = maxDifference.toPrecision(2);
    const why = error ?? say('logitsDiffer', { difference });
    throw new HemolensError('inference/self-test', say('selfTest', { device: backend.name, why }));
  }
  return ms;
}
