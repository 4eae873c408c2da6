/**
 * A network compiled once: pipelines, weights, activations and bind groups are made ahead, so that a batch is a fixed
 * list of dispatches.
 */
import { HEMORRHAGE_CLASSES } from '../../base/index.ts';
import type { StoredWeights } from '../../model/index.ts';
import type { NetworkOutput } from '../network.ts';
import { compileSteps, type Compiled } from './compile.ts';
import type { Slots } from './slots.ts';
import type { BindingName, Steps } from './steps.ts';

export interface Plan {
  /** `[batch, size, size, 4]` floats: what the first step reads. */
  readonly input: GPUBuffer;
  readonly bytes: { readonly weights: number; readonly activations: number };
  /** Adds the dispatches for the first images of the input to a pass. */
  encode(pass: GPUComputePassEncoder, batch: number): void;
  /**
   * Adds the copy of the answers to an encoder.
   * @returns what to call after the submit: it resolves when the answers are there
   */
  readBack(encoder: GPUCommandEncoder, batch: number): () => Promise<NetworkOutput[]>;
  dispose(): void;
}

export interface PlanOptions {
  readonly batch: number;
  readonly size: number;
  readonly input: string;
  readonly outputs: { readonly logits: string; readonly evidence: string };
}

/** @throws {RangeError} where a weight is missing, and the device's own error where a pipeline cannot be made */
export async function compilePlan(
  device: GPUDevice,
  { steps, evidence }: Steps,
  slots: Slots,
  weights: StoredWeights,
  { batch, size, input, outputs }: PlanOptions,
): Promise<Plan> {
  const owned: GPUBuffer[] = [];
  const storage = (floats: number, usage = 0) => {
    const buffer = device.createBuffer({
      // Read by vec4s, also where a last one is cut off.
      size: Math.ceil(floats / 4) * 16,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | usage,
    });
    owned.push(buffer);
    return buffer;
  };

  const kept = [outputs.logits, outputs.evidence].map((name) => slots.of.get(name));
  const buffers = slots.lengths.map((length, slot) =>
    storage(length * batch, kept.includes(slot) ? GPUBufferUsage.COPY_SRC : 0),
  );
  const inputBuffer = storage(batch * size * size * 4);
  const activationBytes = owned.reduce((sum, buffer) => sum + buffer.size, 0);

  const uploaded = new Map<string, GPUBuffer>();
  const weightBuffer = (name: string): GPUBuffer => {
    const known = uploaded.get(name);
    if (known) return known;
    const stored = weights.get(name);
    if (!stored) throw new RangeError(`${name} is missing`);
    const buffer = storage(stored.data.length);
    device.queue.writeBuffer(buffer, 0, new Float32Array(stored.data));
    uploaded.set(name, buffer);
    return buffer;
  };
  const activationBuffer = (name: string): GPUBuffer => {
    const buffer = name === input ? inputBuffer : buffers[slots.of.get(name) ?? NaN];
    if (!buffer) throw new RangeError(`${name} is not computed`);
    return buffer;
  };
  const bufferOf = ({ kind, name }: BindingName) =>
    kind === 'weight' ? weightBuffer(name) : activationBuffer(name);

  const dispose = () => owned.forEach((buffer) => buffer.destroy());
  let compiled: readonly Compiled[];
  try {
    compiled = await compileSteps(
      device,
      steps.map(({ kernel, bindings }) => ({ kernel, buffers: bindings.map(bufferOf) })),
    );
  } catch (cause) {
    dispose();
    throw cause;
  }
  const weightBytes = [...uploaded.values()].reduce((sum, buffer) => sum + buffer.size, 0);

  const logits = activationBuffer(outputs.logits);
  const map = activationBuffer(outputs.evidence);
  const classes = HEMORRHAGE_CLASSES.length;
  const mapLength = evidence.height * evidence.width * classes;
  const spare: GPUBuffer[] = [];

  return {
    input: inputBuffer,
    bytes: { weights: weightBytes, activations: activationBytes },
    encode(pass, images) {
      for (const step of compiled) step.encode(pass, images);
    },
    readBack(encoder, images) {
      const staging = spare.pop() ?? stagingBuffer(device, batch * (classes + mapLength), owned);
      const mapAt = batch * classes * 4;
      encoder.copyBufferToBuffer(logits, 0, staging, 0, images * classes * 4);
      encoder.copyBufferToBuffer(map, 0, staging, mapAt, images * mapLength * 4);
      return async () => {
        await staging.mapAsync(GPUMapMode.READ);
        const floats = new Float32Array(staging.getMappedRange());
        const answers = Array.from({ length: images }, (_, image) => ({
          logits: floats.slice(image * classes, (image + 1) * classes),
          evidence: {
            height: evidence.height,
            width: evidence.width,
            values: floats.slice(mapAt / 4 + image * mapLength, mapAt / 4 + (image + 1) * mapLength),
          },
        }));
        staging.unmap();
        spare.push(staging);
        return answers;
      };
    },
    dispose,
  };
}

function stagingBuffer(device: GPUDevice, floats: number, owned: GPUBuffer[]): GPUBuffer {
  const buffer = device.createBuffer({
    size: floats * 4,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  owned.push(buffer);
  return buffer;
}
