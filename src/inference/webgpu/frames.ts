/** Frames to a plan's input on the device: one upload of their values as they are stored, and two dispatches. */
import type { HounsfieldFrame } from '../../dicom/index.ts';
import type { Preprocessing } from '../../model/index.ts';
import { modelInputKernels, wholeWords, type FrameShape } from '../kernels/modelInput.ts';
import { compileSteps, type Compiled } from './compile.ts';

/** Shapes whose buffers are kept: a study has one or two, and a third replaces the one unused longest. */
const KEPT_SHAPES = 2;

export interface FramePreprocessor {
  /**
   * Compiles where a shape is new. What it returns uploads the frames and adds their dispatches to a pass; nothing else
   * may come between that and the submit, for the next call uploads to the same place.
   * @param frames  of one shape
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

export const shapeKey = ({ rows, columns, pixels }: FrameShape): string => `${rows}×${columns} ${pixels}`;

/** @param input  `[batch, size, size, 4]` floats, where the model reads */
export function framePreprocessor(
  device: GPUDevice,
  how: Preprocessing,
  input: GPUBuffer,
  batch: number,
): FramePreprocessor {
  /** The one used last comes last. */
  const prepared = new Map<string, Promise<Prepared>>();

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
    const pixels = storage(batch * kernels.pixelBytes);
    const between = storage(batch * kernels.intermediateLength * 4);
    const compiled = await compileSteps(device, [
      { kernel: kernels.across, buffers: [pixels, constant(kernels.acrossMatrix), between] },
      { kernel: kernels.down, buffers: [between, constant(kernels.downMatrix), input] },
    ]);
    return { pixels, pixelBytes: kernels.pixelBytes, compiled, owned };
  }

  function of(shape: FrameShape): Promise<Prepared> {
    const key = shapeKey(shape);
    const found = prepared.get(key) ?? make(shape);
    prepared.delete(key);
    prepared.set(key, found);
    const [oldest] = prepared.keys();
    if (prepared.size > KEPT_SHAPES && oldest !== undefined) {
      void prepared.get(oldest)?.then(release);
      prepared.delete(oldest);
    }
    found.catch(() => prepared.delete(key));
    return found;
  }

  return {
    async prepare(frames) {
      const [first] = frames;
      if (!first) return () => undefined;
      const { pixels, pixelBytes, compiled } = await of(frameShape(first));
      return (pass) => {
        frames.forEach(({ values }, image) => {
          const { buffer, byteOffset, byteLength } = wholeWords(values);
          device.queue.writeBuffer(pixels, image * pixelBytes, buffer, byteOffset, byteLength);
        });
        for (const one of compiled) one.encode(pass, frames.length);
      };
    },
    dispose() {
      for (const one of prepared.values()) void one.then(release, () => undefined);
      prepared.clear();
    },
  };
}

/** A buffer in use by submitted work stays until that is done: WebGPU sees to it. */
function release({ owned }: Prepared): void {
  for (const buffer of owned) buffer.destroy();
}
