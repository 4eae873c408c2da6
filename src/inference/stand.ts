/** Starting a rung: device, model, self-test. */
import { HemolensError } from '../base/index.ts';
import type { OpenedModel } from '../model/index.ts';
import type { Backend, Network } from './network.ts';
import type { RungToTry } from './rungs.ts';
import { runFrameTest, runSelfTest } from './selfTest.ts';
import type { StartProgress } from './types.ts';
import { say } from './sentences.ts';

/** A rung that started and computes what the manifest says it must. */
export interface Standing {
  readonly tried: RungToTry;
  readonly backend: Backend;
  readonly network: Network;
  /** Of the self-test, in milliseconds: the device's first run, with whatever is prepared at the first. */
  readonly firstMs: number;
}

/**
 * @throws {HemolensError} what start, load and self-test throw; `inference/device-lost` where the device goes meanwhile.
 * Nothing is left running then.
 */
export async function stand(
  tried: RungToTry,
  model: OpenedModel,
  onProgress: (progress: StartProgress) => void,
): Promise<Standing> {
  onProgress({ step: 'compile', fraction: undefined });
  const backend = await tried.start();
  let network: Network | undefined;
  try {
    network = await unlessLost(backend, backend.load(model));
    onProgress({ step: 'self-test', fraction: undefined });
    const firstMs = await unlessLost(backend, runSelfTest(backend, network, model.manifest.selfTest));
    // WebAssembly would be compared with itself, for its inputs are made by the same code; on a software adapter, whose drivers
    // the unit tests run on, two more slices take seconds.
    if (tried.hardware) await unlessLost(backend, runFrameTest(backend, network, model.manifest));
    return { tried, backend, network, firstMs };
  } catch (cause) {
    release({ backend, network });
    throw cause;
  }
}

/** The self-test once more, now that the device has nothing to prepare. @returns milliseconds */
export async function timeAgain({ backend, network }: Standing, { manifest }: OpenedModel): Promise<number> {
  return unlessLost(backend, runSelfTest(backend, network, manifest.selfTest));
}

/** Lets a device go that may be lost already. */
export function release({ backend, network }: { backend: Backend; network: Network | undefined }): void {
  for (const letGo of [() => network?.dispose(), () => backend.stop()]) {
    try {
      letGo();
    } catch {
      // What a lost device refuses is of no interest to anybody.
    }
  }
}

/** Work on a device that is lost may never end. */
async function unlessLost<Value>(backend: Backend, work: Promise<Value>): Promise<Value> {
  return Promise.race([
    work,
    backend.lost.then((why) => {
      throw lostError(why);
    }),
  ]);
}

function lostError(why: string): HemolensError {
  return new HemolensError('inference/device-lost', say('lost', { why }));
}
