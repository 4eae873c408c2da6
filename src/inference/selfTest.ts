import { selfTestInput, type SelfTest } from '../model/index.ts';
import type { Network } from './network.ts';

export interface SelfTestResult {
  readonly passed: boolean;
  /** Largest difference of a logit from the manifest's reference; NaN where a logit is none. */
  readonly maxDifference: number;
}

/**
 * Does this device compute what the model's manifest says it must? Run before the first slice, for there are GPUs and
 * drivers that compute something else without an error (tensorflow/tfjs#6284, #8406).
 */
export async function runSelfTest(network: Network, test: SelfTest): Promise<SelfTestResult> {
  const [output] = await network.run([selfTestInput(test.recipe, test.size)]);
  const differences = test.logits.map((expected, i) => Math.abs((output?.logits[i] ?? NaN) - expected));
  const maxDifference = Math.max(...differences);
  return { passed: maxDifference <= test.tolerance, maxDifference };
}
