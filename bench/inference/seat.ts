/** One contender in its worker or process: starts on a model, then runs when told to. */
import { findAdapter } from '../../src/inference/webgpu/adapter.ts';
import { selfTestInput, type OpenedModel } from '../../src/model/index.ts';
import { starts, type Place, type Run } from './contenders.ts';
import { measurePeak } from './peak.ts';
import type { Answer, Request } from './protocol.ts';

type StartRequest = Extract<Request, { kind: 'start' }>;

/** @returns what answers requests, one after the other; it never rejects */
export function openSeat(
  openPlace: () => Promise<Place>,
  openModel: (request: StartRequest) => Promise<OpenedModel>,
): (request: Request) => Promise<Answer> {
  let run: Run | undefined;

  async function start(request: StartRequest): Promise<Answer> {
    const place = await openPlace();
    const model = await openModel(request);
    const { recipe, size } = model.manifest.selfTest;
    const { contender, batch, threads } = request;
    const job = { model, input: selfTestInput(recipe, size), batch, threads };
    const started = await starts[contender](job, place);
    run = started.run;
    return { kind: 'ready', note: started.note };
  }

  async function time(): Promise<Answer> {
    if (!run) throw new Error('it was not started');
    const begin = performance.now();
    const logits = await run();
    return { kind: 'ran', ms: performance.now() - begin, logits: [...logits] };
  }

  return async (request) => {
    try {
      switch (request.kind) {
        case 'start':
          return await start(request);
        case 'run':
          return await time();
        case 'peak':
          return await peak(await openPlace());
        case 'adapter':
          return await adapter(await openPlace());
      }
    } catch (cause) {
      return { kind: 'failed', reason: reasonOf(cause) };
    }
  };
}

async function peak({ gpu }: Place): Promise<Answer> {
  const found = await findAdapter(gpu);
  if (!found) throw new Error('no WebGPU adapter');
  const device = await found.adapter.requestDevice();
  const measured = await measurePeak(device);
  device.destroy();
  return { kind: 'peak', adapter: found.name, software: found.software, peak: measured };
}

async function adapter({ gpu }: Place): Promise<Answer> {
  const device = await (await findAdapter(gpu))?.adapter.requestDevice();
  device?.queue.submit([]);
  await device?.queue.onSubmittedWorkDone();
  device?.destroy();
  return { kind: 'ready', note: undefined };
}

/** In a line: libraries throw whole pages. */
function reasonOf(cause: unknown): string {
  const words = cause instanceof Error ? cause.message : String(cause);
  const deeper = cause instanceof Error && cause.cause instanceof Error ? ` (${cause.cause.message})` : '';
  return `${words}${deeper}`.replace(/\s+/g, ' ').slice(0, 300);
}
