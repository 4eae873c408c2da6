import { HemolensError } from '../../base/index.ts';
import type { ConvolutionGeometry } from '../kernels/geometry.ts';
import type { Memory } from '../memory.ts';
import type { Backend } from '../network.ts';
import { openDevice, type GpuAdapterReport } from './adapter.ts';
import { candidatesFor } from './choose.ts';
import { loadWebgpuNetwork, type WebgpuNetwork } from './network.ts';
import { stopwatch } from './stopwatch.ts';
import { geometryKey, tune } from './tune.ts';
import { say } from '../sentences.ts';

/** A first start may take this much longer for the choice of kernels; later ones remember it. */
const TUNING_MS = 1500;
/** Of the kernels: another one makes what was measured before worthless. */
const KERNELS_VERSION = 1;

/** A device that runs compiled plans. */
export interface WebgpuBackend extends Backend {
  load(...model: Parameters<Backend['load']>): Promise<WebgpuNetwork>;
}

/**
 * @param memory  where the choice of kernels is kept
 * @throws {HemolensError} `inference/no-device` where the adapter gives none
 */
export async function startWebgpu(found: GpuAdapterReport, memory?: Memory): Promise<WebgpuBackend> {
  const device = await openDevice(found).catch((cause: unknown) => {
    throw new HemolensError('inference/no-device', say('notOpened', { name: found.name }), { cause });
  });
  let error: string | undefined;
  device.addEventListener('uncapturederror', (event) => {
    error ??= event.error.message;
  });

  /** The fastest kernel of each shape, where there is more than one to choose from. */
  async function choose(geometries: readonly ConvolutionGeometry[]) {
    const adapter = { software: found.software, limits: device.limits };
    const tasks = new Map(
      geometries.map((geometry) => [
        geometryKey(geometry),
        { geometry, candidates: candidatesFor(geometry, adapter) },
      ]),
    );
    const watch = stopwatch(device);
    const fastest = await tune(found.software ? [] : [...tasks.values()], {
      time: (task, kernel) => watch.time(task, kernel),
      budgetMs: TUNING_MS,
      now: () => performance.now(),
      memory,
      key: `kernels ${KERNELS_VERSION}: ${found.name}`,
    }).finally(() => watch.dispose());
    return (geometry: ConvolutionGeometry) => {
      const key = geometryKey(geometry);
      const candidates = tasks.get(key)?.candidates ?? candidatesFor(geometry, adapter);
      return candidates.find(({ label }) => label === fastest.get(key)) ?? candidates[0];
    };
  }

  return {
    name: found.name,
    lost: device.lost.then(({ message, reason }) => message || reason),
    takeError() {
      const taken = error;
      error = undefined;
      return taken;
    },
    load: (model) => loadWebgpuNetwork(device, model, choose),
    stop: () => device.destroy(),
  };
}
