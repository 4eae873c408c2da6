import { HemolensError } from '../../base/index.ts';
import type { HounsfieldFrame } from '../../dicom/index.ts';
import { decodeWeights, operationsOf, type OpenedModel } from '../../model/index.ts';
import type { ConvolutionGeometry } from '../kernels/geometry.ts';
import type { Kernel } from '../kernels/kernel.ts';
import type { Network, NetworkOutput } from '../network.ts';
import { modelInput } from '../preprocess/modelInput.ts';
import { compilePlan, type Plan } from './plan.ts';
import { stepsOf } from './steps.ts';

/** Slices the buffers have room for: more would not keep a graphics processor busier, and would delay a cancel. */
export const CAPACITY = 8;
/** One batch computes while the next is uploaded and the last one read back. */
const OVERLAP = 2;

/** The graph's own name for its input. */
const INPUT = 'input';

/** A network on a device, and how much of it it takes. */
export interface WebgpuNetwork extends Network {
  readonly bytes: Plan['bytes'];
}

/**
 * Compiles a model for a device.
 * @throws {HemolensError} `inference/unloadable`, and from its calls `inference/not-computed`
 */
export async function loadWebgpuNetwork(
  device: GPUDevice,
  { file, manifest, artifacts }: OpenedModel,
  convolution: (geometry: ConvolutionGeometry) => Kernel,
): Promise<WebgpuNetwork> {
  const { id, outputs, preprocessing } = manifest;
  const { size } = preprocessing;
  let plan: Plan;
  try {
    const weights = decodeWeights(artifacts.weightSpecs, artifacts.weightData);
    const shapes = new Map([...weights].map(([name, { shape }]) => [name, shape]));
    const options = { batch: CAPACITY, size, input: INPUT, outputs };
    const steps = stepsOf(operationsOf(artifacts, file), shapes, { ...options, convolution });
    plan = await compilePlan(device, steps, weights, options);
  } catch (cause) {
    throw new HemolensError(
      'inference/unloadable',
      `The model ${id} could not be loaded: its model.json is damaged, or the device has no room for it.`,
      { file, cause },
    );
  }

  /** @param prepare  queues what fills the plan's input */
  async function compute(
    images: number,
    prepare: (pass: GPUComputePassEncoder) => void,
  ): Promise<NetworkOutput[]> {
    if (images > CAPACITY) throw new RangeError(`${images} images, room for ${CAPACITY}`);
    try {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      prepare(pass);
      plan.encode(pass, images);
      pass.end();
      const answers = plan.readBack(encoder, images);
      device.queue.submit([encoder.finish()]);
      return await answers();
    } catch (cause) {
      throw new HemolensError(
        'inference/not-computed',
        `The model ${id} could not be computed on this device.`,
        { cause },
      );
    }
  }

  const run = (inputs: readonly Float32Array[]) =>
    compute(inputs.length, () => {
      inputs.forEach((values, image) =>
        device.queue.writeBuffer(plan.input, image * size * size * 16, fourAPixel(values)),
      );
    });

  return {
    capacity: CAPACITY,
    overlap: OVERLAP,
    bytes: plan.bytes,
    run,
    score: (frames: readonly HounsfieldFrame[]) =>
      run(frames.map((frame) => modelInput(frame, preprocessing))),
    dispose: () => plan.dispose(),
  };
}

/** `[size, size, 3]` as the first kernel reads it, with a fourth channel of zeros. */
function fourAPixel(values: Float32Array): Float32Array<ArrayBuffer> {
  const padded = new Float32Array((values.length / 3) * 4);
  for (let i = 0; i < values.length; i++) padded[Math.floor(i / 3) * 4 + (i % 3)] = values[i] ?? 0;
  return padded;
}
