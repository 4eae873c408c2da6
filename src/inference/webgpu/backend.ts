import { HemolensError } from '../../base/index.ts';
import { openDevice, type GpuAdapterReport } from '../device.ts';
import type { Backend } from '../network.ts';
import { candidatesFor } from './choose.ts';
import { loadWebgpuNetwork } from './network.ts';

/** @throws {HemolensError} `inference/no-device` where the adapter gives none */
export async function startWebgpu(found: GpuAdapterReport): Promise<Backend> {
  const device = await openDevice(found).catch((cause: unknown) => {
    throw new HemolensError('inference/no-device', `The GPU (${found.name}) could not be opened.`, { cause });
  });
  let error: string | undefined;
  device.addEventListener('uncapturederror', (event) => {
    error ??= event.error.message;
  });
  return {
    name: found.name,
    lost: device.lost.then(({ message, reason }) => message || reason),
    takeError() {
      const taken = error;
      error = undefined;
      return taken;
    },
    load: (model) => loadWebgpuNetwork(device, model, (geometry) => candidatesFor(geometry)[0]),
    stop: () => device.destroy(),
  };
}
