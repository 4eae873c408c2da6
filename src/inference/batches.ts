/**
 * Gathers single frames into batches for one device and hands each caller its own answer.
 *
 * A device that is lost takes nothing along: frames without an answer wait for the next one, in the order they came.
 */
import { HemolensError } from '../base/index.ts';
import type { HounsfieldFrame } from '../dicom/index.ts';
import { createBatchSize } from './batchSize.ts';
import type { Backend, Network, NetworkOutput } from './network.ts';
import { say } from './sentences.ts';

export interface Device {
  readonly backend: Pick<Backend, 'takeError' | 'lost'>;
  readonly network: Pick<Network, 'capacity' | 'overlap' | 'score'>;
}

export interface Batches {
  /** @throws {HemolensError} `inference/gpu-error`, the network's own, or the reason given to `end` */
  score(frame: HounsfieldFrame): Promise<NetworkOutput>;
  /** Frames that keep the device at work: a batch for each call that may be under way. */
  readonly inHand: number;
  /** The device is lost: all that has no answer waits. */
  lose(): void;
  /** Goes on with another device. */
  use(device: Device): void;
  /** Rejects what waits and what comes. @returns when nothing is under way any more */
  end(reason: HemolensError): Promise<void>;
}

interface Call {
  readonly frame: HounsfieldFrame;
  readonly arrival: number;
  /** It was in a batch that failed, and runs by itself so that a fault is its own. */
  alone: boolean;
  resolve(output: NetworkOutput): void;
  reject(cause: unknown): void;
}

interface Batch {
  readonly calls: readonly Call[];
  /** What the device reported while this was under way, on whosever account. */
  error: string | undefined;
  /** Ends the wait for a device that will not answer. */
  abandon(): void;
}

/** Frames for a new batch come one by one through the worker's border; an idle device waits this long for them. */
const GATHER_MS = 2;
/** A failed call may be the first sign of a lost device: the loss itself is told by then. */
const LOSS_TOLD_MS = 50;

export function createBatches(first: Device): Batches {
  let device: Device | undefined = first;
  let size = createBatchSize(first.network.capacity);
  let ended: HemolensError | undefined;
  let arrivals = 0;
  let waiting: Call[] = [];
  const underWay = new Map<Batch, Promise<void>>();
  let gathering: ReturnType<typeof setTimeout> | undefined;

  function work(patient = true): void {
    for (let calls = next(patient); device && calls; calls = next(patient)) {
      const taken = new Set(calls);
      waiting = waiting.filter((call) => !taken.has(call));
      start(calls, device);
    }
  }

  /** The frames of the next batch, where it is time for one. */
  function next(patient: boolean): Call[] | undefined {
    const [oldest] = waiting;
    if (!device || !oldest || underWay.size >= device.network.overlap) return undefined;
    if (oldest.alone) return underWay.size === 0 ? [oldest] : undefined;
    if ([...underWay.keys()].some(({ calls }) => calls.some(({ alone }) => alone))) return undefined;
    const { rows, columns } = oldest.frame;
    const alike = waiting.filter(
      ({ frame, alone }) => !alone && frame.rows === rows && frame.columns === columns,
    );
    if (waiting.length < size.now && patient) {
      // Behind a batch that computes there is time to wait for a full one.
      if (underWay.size === 0) gather();
      return undefined;
    }
    return alike.slice(0, size.now);
  }

  function gather(): void {
    gathering ??= setTimeout(() => {
      gathering = undefined;
      work(underWay.size > 0);
    }, GATHER_MS);
  }

  function start(calls: readonly Call[], on: Device): void {
    let abandon: () => void = () => undefined;
    const abandoned = new Promise<never>((_, reject) => {
      abandon = () => reject(new Error('the device was lost'));
    });
    const batch: Batch = { calls, error: undefined, abandon };
    const run = compute(batch, on, abandoned).finally(() => {
      underWay.delete(batch);
      work();
    });
    underWay.set(batch, run);
  }

  async function compute(batch: Batch, on: Device, abandoned: Promise<never>): Promise<void> {
    const { calls } = batch;
    const measured = size.begin(underWay.size + 1);
    try {
      const outputs = await Promise.race([on.network.score(calls.map(({ frame }) => frame)), abandoned]);
      measured(calls.length);
      takeError(on);
      if (batch.error === undefined && outputs.length === calls.length) {
        calls.forEach((call, i) => answer(call, outputs[i]));
        return;
      }
      const why = batch.error ?? say('tooFewAnswers', { answers: outputs.length, slices: calls.length });
      await failed(batch, on, new HemolensError('inference/gpu-error', say('gpuError', { why })));
    } catch (cause) {
      takeError(on);
      await failed(batch, on, cause);
    }
  }

  /** A device reports errors without saying whose: every batch under way is in doubt. */
  function takeError(on: Device): void {
    const error = on.backend.takeError();
    if (error !== undefined) for (const batch of underWay.keys()) batch.error ??= error;
  }

  function answer(call: Call, output: NetworkOutput | undefined): void {
    if (output) call.resolve(output);
    else call.reject(new TypeError('a network answers every frame'));
  }

  async function failed({ calls, error }: Batch, on: Device, cause: unknown): Promise<void> {
    const [only] = calls;
    if (await isLost(on)) {
      wait(calls);
    } else if (calls.length === 1 && only && (only.alone || error === undefined || underWay.size === 1)) {
      only.reject(cause);
    } else {
      for (const call of calls) call.alone = true;
      wait(calls);
    }
  }

  async function isLost(on: Device): Promise<boolean> {
    if (device !== on) return true;
    return Promise.race([
      on.backend.lost.then(() => true),
      new Promise<false>((resolve) => setTimeout(() => resolve(false), LOSS_TOLD_MS)),
    ]);
  }

  function wait(calls: readonly Call[]): void {
    if (ended) for (const call of calls) call.reject(ended);
    else waiting = [...waiting, ...calls].sort((one, other) => one.arrival - other.arrival);
  }

  return {
    score(frame) {
      if (ended) return Promise.reject(ended);
      return new Promise((resolve, reject) => {
        waiting.push({ frame, arrival: arrivals++, alone: false, resolve, reject });
        work();
      });
    },
    get inHand() {
      return size.now * (device ?? first).network.overlap;
    },
    lose() {
      device = undefined;
      for (const batch of underWay.keys()) batch.abandon();
    },
    use(another) {
      device = another;
      size = createBatchSize(another.network.capacity);
      work();
    },
    async end(reason) {
      ended ??= reason;
      clearTimeout(gathering);
      for (const call of waiting.splice(0)) call.reject(ended);
      await Promise.all(underWay.values());
    },
  };
}
