/** Frames to a plan's input on the device: one upload of their values as they are stored, and two dispatches. */
import type { HounsfieldFrame } from '../../dicom/index.ts';
import type { Preprocessing } from '../../model/index.ts';
import {
  modelInputKernels,
  wholeWords,
  type FrameShape,
  type ModelInputKernels,
} from '../kernels/modelInput.ts';
import { compileSteps, type Compiled } from './compile.ts';

/** Shapes whose buffers are kept: a study has one or two, and a third replaces the one unused longest. */
const KEPT_SHAPES = 2;

export interface FramePreprocessor {
  /** Frames of a shape that can be prepared at once: large ones are more than a device binds in one buffer. */
  most(shape: FrameShape): number;
  /**
   * Compiles where a shape is new. What it returns uploads the frames and adds their dispatches to a pass; nothing else
   * may come between that and the submit, for the next call uploads to the same place.
   * @param frames  of one shape, at most `most` of them
   */
  prepare(frames: readonly HounsfieldFrame[]): Promise<(pass: GPUComputePassEncoder) => void>;
  dispose(): void;
}

interface Prepared {
  readonly pixels: GPUBuffer;
  readonly pixelBytes: number;
  readonly compiled: readonly Compiled[];
  readonly owned: readonly GPUBuffer[];
}

/** Frames of equal shapes can be prepared at once. */
export function frameShape({ rows, columns, values }: HounsfieldFrame): FrameShape {
  return { rows, columns, pixels: values instanceof Int16Array ? 'int16' : 'float32' };
}

export const frameKey = ({ rows, columns, pixels }: FrameShape): string => `${rows}×${columns} ${pixels}`;

/** @param input  `[batch, size, size, 4]` floats, where the model reads */
export function framePreprocessor(
  device: GPUDevice,
  how: Preprocessing,
  input: GPUBuffer,
  batch: number,
): FramePreprocessor {
  /** The one used last comes last. Till a call has added its dispatches, the buffers it counts on must stay. */
  const kept = new Map<string, { readonly ready: Promise<Prepared>; users: number }>();

  const roomFor = ({ pixelBytes, intermediateLength }: ModelInputKernels) => {
    const largest = Math.max(pixelBytes, intermediateLength * 4);
    return Math.max(1, Math.min(batch, Math.floor(device.limits.maxStorageBufferBindingSize / largest)));
  };

  async function make(shape: FrameShape): Promise<Prepared> {
    const kernels = modelInputKernels(shape, how);
    const owned: GPUBuffer[] = [];
    const storage = (bytes: number) => {
      const { STORAGE, COPY_DST } = GPUBufferUsage;
      const buffer = device.createBuffer({ size: Math.ceil(bytes / 16) * 16, usage: STORAGE | COPY_DST });
      owned.push(buffer);
      return buffer;
    };
    const constant = (values: Float32Array<ArrayBuffer>) => {
      const buffer = storage(values.byteLength);
      device.queue.writeBuffer(buffer, 0, values);
      return buffer;
    };
    const images = roomFor(kernels);
    const pixels = storage(images * kernels.pixelBytes);
    const between = storage(images * kernels.intermediateLength * 4);
    const compiled = await compileSteps(device, [
      { kernel: kernels.across, buffers: [pixels, constant(kernels.acrossMatrix), between] },
      { kernel: kernels.down, buffers: [between, constant(kernels.downMatrix), input] },
    ]);
    return { pixels, pixelBytes: kernels.pixelBytes, compiled, owned };
  }

  function take(shape: FrameShape) {
    const key = frameKey(shape);
    const entry = kept.get(key) ?? { ready: make(shape), users: 0 };
    entry.users += 1;
    // What failed is tried anew.
    entry.ready.catch(() => kept.delete(key));
    kept.delete(key);
    kept.set(key, entry);
    tidy();
    return {
      ready: entry.ready,
      give: () => {
        entry.users -= 1;
        tidy();
      },
    };
  }

  function tidy(): void {
    const unused = [...kept].filter(([, { users }]) => users === 0);
    for (const [key, { ready }] of unused.slice(0, Math.max(0, kept.size - KEPT_SHAPES))) {
      kept.delete(key);
      void ready.then(release, () => undefined);
    }
  }

  return {
    most: (shape) => roomFor(modelInputKernels(shape, how)),
    async prepare(frames) {
      const [first] = frames;
      if (!first) return () => undefined;
      const { ready, give } = take(frameShape(first));
      const { pixels, pixelBytes, compiled } = await ready.catch((cause: unknown) => {
        give();
        throw cause;
      });
      return (pass) => {
        frames.forEach(({ values }, image) => {
          const { buffer, byteOffset, byteLength } = wholeWords(values);
          device.queue.writeBuffer(pixels, image * pixelBytes, buffer, byteOffset, byteLength);
        });
        for (const one of compiled) one.encode(pass, frames.length);
        give();
      };
    },
    dispose() {
      for (const { ready } of kept.values()) void ready.then(release, () => undefined);
      kept.clear();
    },
  };
}

/** A buffer in use by submitted work stays until that is done: WebGPU sees to it. */
function release({ owned }: Prepared): void {
  for (const buffer of owned) buffer.destroy();
}
