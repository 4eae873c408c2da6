import { HemolensError } from '../../base/index.ts';
import type { HounsfieldFrame } from '../../dicom/index.ts';
import { decodeWeights, GRAPH_INPUT, operationsOf, type OpenedModel } from '../../model/index.ts';
import type { ConvolutionGeometry } from '../kernels/geometry.ts';
import type { Kernel } from '../kernels/kernel.ts';
import type { FrameShape } from '../kernels/modelInput.ts';
import type { Network, NetworkOutput } from '../network.ts';
import { capacityFor } from './capacity.ts';
import { frameKey, framePreprocessor, frameShape } from './frames.ts';
import { compilePlan, type Plan } from './plan.ts';
import { assignSlots } from './slots.ts';
import { sketchOf, stepsOf } from './steps.ts';
import { say } from '../sentences.ts';

/** One batch computes while the next is uploaded and the last one read back. */
const OVERLAP = 2;

/** A network on a device, and how much of it it takes. */
export interface WebgpuNetwork extends Network {
  readonly bytes: Plan['bytes'];
}

/**
 * Compiles a model for a device.
 * @param chooser  told of all convolutions at once, for it may have to measure
 * @throws {HemolensError} `inference/unloadable`, and from its calls `inference/not-computed`
 */
export async function loadWebgpuNetwork(
  device: GPUDevice,
  { file, manifest, artifacts }: OpenedModel,
  chooser: (geometries: readonly ConvolutionGeometry[]) => Promise<(geometry: ConvolutionGeometry) => Kernel>,
): Promise<WebgpuNetwork> {
  const { id, outputs, preprocessing } = manifest;
  const { size } = preprocessing;
  let plan: Plan;
  let capacity: number;
  try {
    const weights = decodeWeights(artifacts.weightSpecs, artifacts.weightData);
    const shapes = new Map([...weights].map(([name, { shape }]) => [name, shape]));
    const names = { size, input: GRAPH_INPUT, outputs };
    const operations = operationsOf(artifacts, file);
    const sketch = sketchOf(operations, shapes, names);
    const kept = [outputs.logits, outputs.evidence];
    const slots = assignSlots(sketch.steps, sketch.lengths, kept);
    capacity = capacityFor([...slots.lengths, size * size * 4], device.limits);
    const batch = capacity;
    const convolution = await chooser(sketch.geometries.map((geometry) => ({ ...geometry, batch })));
    const steps = stepsOf(operations, shapes, { ...names, batch, convolution });
    plan = await compilePlan(device, steps, slots, weights, { ...names, batch });
  } catch (cause) {
    throw new HemolensError('inference/unloadable', say('unloadable', { id }), { file, cause });
  }

  const preprocessor = framePreprocessor(device, preprocessing, plan.input, capacity);

  /** @param encodeInput  uploads and adds the dispatches that come before the plan's own, all at once */
  async function compute(
    images: number,
    encodeInput: (pass: GPUComputePassEncoder) => void,
  ): Promise<NetworkOutput[]> {
    if (images > capacity) throw new RangeError(`${images} images, room for ${capacity}`);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    encodeInput(pass);
    plan.encode(pass, images);
    pass.end();
    const answers = plan.readBack(encoder, images);
    device.queue.submit([encoder.finish()]);
    return answers();
  }

  const said = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    try {
      return await work();
    } catch (cause) {
      throw new HemolensError('inference/not-computed', say('notComputed', { id }), { cause });
    }
  };

  return {
    capacity,
    overlap: OVERLAP,
    bytes: plan.bytes,
    run: (inputs) =>
      said(() =>
        compute(inputs.length, () =>
          inputs.forEach((values, image) =>
            device.queue.writeBuffer(plan.input, image * size * size * 16, fourAPixel(values)),
          ),
        ),
      ),
    score: (frames) =>
      said(async () => {
        const answers = new Map<HounsfieldFrame, NetworkOutput>();
        for (const alike of batchesOf(frames, (shape) => preprocessor.most(shape))) {
          const outputs = await compute(alike.length, await preprocessor.prepare(alike));
          alike.forEach((frame, i) => {
            const output = outputs[i];
            if (output) answers.set(frame, output);
          });
        }
        return frames.flatMap((frame) => answers.get(frame) ?? []);
      }),
    dispose() {
      preprocessor.dispose();
      plan.dispose();
    },
  };
}

/** Frames that can be prepared at once, of one shape and as many as there is room for; most often that is all. */
function batchesOf(
  frames: readonly HounsfieldFrame[],
  most: (shape: FrameShape) => number,
): HounsfieldFrame[][] {
  const batches: HounsfieldFrame[][] = [];
  const open = new Map<string, HounsfieldFrame[]>();
  for (const frame of frames) {
    const shape = frameShape(frame);
    const key = frameKey(shape);
    const last = open.get(key);
    if (last && last.length < most(shape)) {
      last.push(frame);
      continue;
    }
    const batch = [frame];
    open.set(key, batch);
    batches.push(batch);
  }
  return batches;
}

/** `[size, size, 3]` as the first kernel reads it, with a fourth channel of zeros. */
function fourAPixel(values: Float32Array): Float32Array<ArrayBuffer> {
  const padded = new Float32Array((values.length / 3) * 4);
  for (let i = 0; i < values.length; i++) padded[Math.floor(i / 3) * 4 + (i % 3)] = values[i] ?? 0;
  return padded;
}
