import { HemolensError } from '../base/index.ts';
import type { OpenedModel } from '../model/index.ts';
import { startWasm, startWebgpu, type WasmFiles } from './backend.ts';
import { findAdapter } from './device.ts';
import type { Backend, Network } from './network.ts';
import { runSelfTest } from './selfTest.ts';
import type { DeviceChoice, DeviceReport, StartProgress } from './types.ts';

/** What the place of execution offers. */
export interface Surroundings {
  readonly gpu: GPU | undefined;
  /** Needed in a browser; Node finds its own. */
  readonly wasmFiles?: WasmFiles;
}

/** A rung that started and computes what the manifest says it must. */
export interface StandingRung {
  readonly backend: Backend;
  readonly network: Network;
  readonly report: DeviceReport;
}

/** A rung to try, and why it would be the one. */
interface Rung {
  readonly rung: DeviceReport['rung'];
  /** What it is called as long as it has not started. */
  readonly name: string;
  readonly reason: string;
  start(): Promise<Backend>;
}

/**
 * Climbs down the ladder until a rung stands: it starts, loads the model and passes the self-test. What was left behind
 * is said in the report's reason. A forced choice is tried alone.
 * @throws {HemolensError} `inference/no-rung` with each rung's reason where none stands, and their errors as cause
 */
export async function findRung(
  model: OpenedModel,
  choice: DeviceChoice,
  surroundings: Surroundings,
  onProgress: (progress: StartProgress) => void,
): Promise<StandingRung> {
  const thrown: unknown[] = [];
  // A model that is broken is so on every rung, which need be said once.
  const failures = new Set<string>();
  for (const rung of await rungs(choice, surroundings)) {
    let backend: Backend | undefined;
    try {
      onProgress({ step: 'compile', fraction: undefined });
      backend = await rung.start();
      const network = await backend.load(model);
      onProgress({ step: 'self-test', fraction: undefined });
      const { passed, maxDifference } = await runSelfTest(network, model.manifest.selfTest);
      const error = backend.takeError();
      if (!passed || error !== undefined) {
        const why = error ?? `its logits differ by ${maxDifference.toPrecision(2)} from the reference`;
        throw new HemolensError('inference/self-test', `${backend.name} failed the self-test: ${why}`);
      }
      const reason = [...failures, rung.reason].join(' ');
      return { backend, network, report: { rung: rung.rung, name: backend.name, reason } };
    } catch (cause) {
      backend?.stop();
      thrown.push(cause);
      failures.add(sentenceOf(cause, backend?.name ?? rung.name));
    }
  }
  throw new HemolensError('inference/no-rung', `No device can run this model. ${[...failures].join(' ')}`, {
    file: model.file,
    cause: new AggregateError(thrown, 'every rung failed'),
  });
}

/** What is none of our errors is a library's text, which is for the cause and not for the user. */
function sentenceOf(thrown: unknown, device: string): string {
  return thrown instanceof HemolensError
    ? thrown.message.replace(/\.?$/, '.')
    : `${device} could not be started.`;
}

async function rungs(choice: DeviceChoice, { gpu, wasmFiles }: Surroundings): Promise<Rung[]> {
  const wasm = (reason: string): Rung => ({
    rung: 'wasm',
    name: 'WebAssembly',
    reason,
    start: () => startWasm(wasmFiles),
  });
  if (choice === 'wasm') return [wasm('WebAssembly was asked for.')];
  const found = await findAdapter(gpu);
  if (choice === 'webgpu') {
    const start = () => (found ? startWebgpu(found) : Promise.reject(noAdapter()));
    return [{ rung: 'webgpu', name: 'WebGPU', reason: 'WebGPU was asked for.', start }];
  }
  if (!gpu) return [wasm('There is no WebGPU here.')];
  if (!found) return [wasm('WebGPU offers no graphics adapter here.')];
  if (found.software) return [wasm(`WebGPU has only a software adapter (${found.name}), which is slower.`)];
  const start = () => startWebgpu(found);
  return [
    { rung: 'webgpu', name: 'WebGPU', reason: 'A graphics processor is there.', start },
    wasm('Running on the processor instead.'),
  ];
}

function noAdapter(): HemolensError {
  return new HemolensError('inference/no-adapter', 'WebGPU was asked for, but offers no adapter here');
}
