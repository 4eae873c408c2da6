/** What can be started here, in the order in which it is tried; a rung can be started again after its device was lost. */
import { HemolensError, type Sentence } from '../base/index.ts';
import type { OpenedModel } from '../model/index.ts';
import { affordableLanes, weightBytesOf } from './lanes.ts';
import type { Memory } from './memory.ts';
import type { Backend } from './network.ts';
import type { DeviceChoice, Rung } from './types.ts';
import type { WasmFiles } from './wasm/backend.ts';
import { findAdapter, type GpuAdapterReport } from './webgpu/adapter.ts';
import { startWebgpu } from './webgpu/backend.ts';
import { say } from './sentences.ts';

/** What the place of execution offers. */
export interface Surroundings {
  readonly gpu: GPU | undefined;
  /** Needed in a browser; Node finds its own. */
  readonly wasmFiles?: WasmFiles;
  /** Where the page would run several workers on WebAssembly; without it one is reckoned with. */
  readonly cores?: number;
  /** What was measured before; without it everything is measured anew. */
  readonly memory?: Memory;
}

export interface RungToTry {
  readonly rung: Rung;
  /** What a sentence calls it, started or not. */
  readonly name: string;
  /** Slices that it would score side by side, each in the time of one. */
  readonly lanes: number;
  /** A time for a slice below which no other rung need be tried, in milliseconds. */
  readonly enoughMs: number;
  /** A graphics processor computes, by the driver of its maker; neither WebAssembly nor a software adapter. */
  readonly hardware: boolean;
  /** @throws {HemolensError} where there is no such device, or it cannot be opened */
  start(): Promise<Backend>;
}

export type Rungs =
  /** One alone, and why. */
  | { readonly only: RungToTry; readonly reason: Sentence }
  /** Both can be had: which is faster is to be measured, and remembered under the key. */
  | { readonly both: readonly [RungToTry, RungToTry]; readonly key: string };

/** A discrete GPU takes a few milliseconds for a slice; below this WebAssembly on no number of cores comes near. */
const ENOUGH_MS = 20;

export async function rungsHere(
  choice: DeviceChoice,
  model: OpenedModel,
  surroundings: Surroundings,
): Promise<Rungs> {
  const { gpu, cores } = surroundings;
  const lanes = cores === undefined ? 1 : affordableLanes(weightBytesOf(model), cores);
  const wasm: RungToTry = {
    rung: 'wasm',
    name: 'WebAssembly',
    lanes,
    enoughMs: 0,
    hardware: false,
    start: () => startWasm(surroundings.wasmFiles),
  };
  if (choice === 'wasm') return { only: wasm, reason: say('wasmAsked') };
  const found = await findAdapter(gpu);
  const webgpu = webgpuRung(found, surroundings);
  if (choice === 'webgpu') return { only: webgpu, reason: say('webgpuAsked') };
  if (!gpu) return { only: wasm, reason: say('noWebgpu') };
  if (!found) return { only: wasm, reason: say('noAdapter') };
  return {
    // First the one that is likely to win: the other then need not be measured to the end.
    both: found.software ? [wasm, webgpu] : [webgpu, wasm],
    key: `rung/2/${found.name}/${model.manifest.weightsSha256}/${lanes}`,
  };
}

function webgpuRung(found: GpuAdapterReport | undefined, { gpu, memory }: Surroundings): RungToTry {
  /** An adapter gives one device in its life: after a loss another one is asked for. */
  let unused = found;
  const hardware = found?.software === false;
  return {
    rung: 'webgpu',
    name: found ? `WebGPU (${found.name})` : 'WebGPU',
    lanes: 1,
    enoughMs: hardware ? ENOUGH_MS : 0,
    hardware,
    async start() {
      const adapter = unused ?? (await findAdapter(gpu));
      unused = undefined;
      if (!adapter) {
        throw new HemolensError('inference/no-adapter', say('noAdapter'));
      }
      return startWebgpu(adapter, memory);
    },
  };
}

/** tfjs is two megabytes of code, which a graphics processor has no use for: it is loaded where it is needed. */
async function startWasm(files: WasmFiles | undefined): Promise<Backend> {
  const backend = await import('./wasm/backend.ts');
  return backend.startWasm(files);
}
