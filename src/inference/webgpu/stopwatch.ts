/** How long a convolution kernel takes on a device, on buffers that hold nothing in particular. */
import { storedChannels } from '../kernels/geometry.ts';
import type { Kernel } from '../kernels/kernel.ts';
import { compileSteps } from './compile.ts';
import type { TuningTask } from './tune.ts';

/** Dispatches are repeated until they take this long, for clocks in a page tick in tenths of a millisecond. */
const ENOUGH_MS = 3;
const MOST_REPEATS = 32;

export interface Stopwatch {
  time(task: TuningTask, kernel: Kernel): Promise<number>;
  dispose(): void;
}

export function stopwatch(device: GPUDevice): Stopwatch {
  let own: { readonly task: TuningTask; readonly buffers: readonly GPUBuffer[] } | undefined;

  const release = () => {
    for (const buffer of own?.buffers ?? []) buffer.destroy();
    own = undefined;
  };

  function buffersFor(task: TuningTask): readonly GPUBuffer[] {
    if (own?.task === task) return own.buffers;
    release();
    const { geometry } = task;
    const { batch, height, width, inChannels, outHeight, outWidth, outChannels, groups } = geometry;
    const output = batch * outHeight * outWidth * outChannels;
    const lengths = [
      batch * height * width * storedChannels(geometry),
      geometry.filterHeight * geometry.filterWidth * (inChannels / groups) * outChannels,
      outChannels,
      output,
      ...(geometry.residual ? [output] : []),
    ];
    const buffers = lengths.map((length) =>
      device.createBuffer({ size: Math.ceil(length / 4) * 16, usage: GPUBufferUsage.STORAGE }),
    );
    own = { task, buffers };
    return buffers;
  }

  return {
    async time(task, kernel) {
      const [compiled] = await compileSteps(device, [{ kernel, buffers: buffersFor(task) }]);
      const run = async (repeats: number): Promise<number> => {
        const encoder = device.createCommandEncoder();
        const pass = encoder.beginComputePass();
        for (let i = 0; i < repeats; i++) compiled?.encode(pass, task.geometry.batch);
        pass.end();
        const begin = performance.now();
        device.queue.submit([encoder.finish()]);
        await device.queue.onSubmittedWorkDone();
        return performance.now() - begin;
      };
      const once = await run(1);
      if (once >= ENOUGH_MS) return once;
      const repeats = Math.min(MOST_REPEATS, Math.ceil(ENOUGH_MS / Math.max(once, 0.05)));
      return (await run(repeats)) / repeats;
    },
    dispose: release,
  };
}
