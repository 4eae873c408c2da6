/** Weights to bytes and back, as TensorFlow.js stores them in shards: whole, as halves, or as bytes on a scale. */
import { HemolensError } from '../base/index.ts';
import { FLOAT16_MAX, float16ToFloat32, float32ToFloat16 } from './float16.ts';
import type { WeightPrecision } from './types.ts';

/** An entry of `weightsManifest`, as `tf.io.WeightsManifestEntry`. */
export interface WeightSpec {
  name: string;
  shape: number[];
  dtype: 'float32' | 'int32';
  quantization?:
    | { dtype: 'float16'; original_dtype: 'float32' }
    | { dtype: 'uint8'; original_dtype: 'float32'; min: number; scale: number };
}

export interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

/** Tensors by name, of a checkpoint or as stored. */
export type TensorValues = ReadonlyMap<string, { readonly data: Float32Array }>;

/** Stored tensors by name: what a device computes with, rounding included. */
export type StoredWeights = ReadonlyMap<
  string,
  { readonly shape: readonly number[]; readonly data: Float32Array }
>;

/** Their shapes alone. */
export type WeightShapes = ReadonlyMap<string, readonly number[]>;

/** Levels between the smallest and the largest value of a uint8 tensor. */
const UINT8_STEPS = 255;

/**
 * Filters take the precision asked for; what has one axis or less (biases) and integers stay whole, for they are a
 * thousandth of the bytes and their error would reach every pixel.
 * @throws {HemolensError} `model/bad-weights` where a value is not finite, or too large for a half
 */
export function encodeWeights(
  weights: readonly Weight[],
  precision: WeightPrecision,
  file: string,
): { readonly specs: WeightSpec[]; readonly bytes: Uint8Array<ArrayBuffer> } {
  const encoded = weights.map((weight) => encodeWeight(weight, precision, file));
  return {
    specs: encoded.map(({ spec }) => spec),
    bytes: concatenate(encoded.map(({ bytes }) => bytes)),
  };
}

function encodeWeight(
  { name, shape, values }: Weight,
  precision: WeightPrecision,
  file: string,
): { spec: WeightSpec; bytes: Uint8Array } {
  if (values instanceof Int32Array) {
    return { spec: { name, shape: [...shape], dtype: 'int32' }, bytes: bytesOf(values) };
  }
  const spec: WeightSpec = { name, shape: [...shape], dtype: 'float32' };
  const { min, max } = extremes(values);
  if (!Number.isFinite(min) || !Number.isFinite(max)) {
    throw new HemolensError('model/bad-weights', `${name} holds values that are no finite numbers.`, {
      file,
    });
  }
  if (precision === 'float32' || shape.length <= 1) return { spec, bytes: bytesOf(values) };
  if (precision === 'float16') {
    if (Math.max(-min, max) > FLOAT16_MAX) {
      throw new HemolensError(
        'model/bad-weights',
        `${name} has values too large for float16: convert to float32.`,
        {
          file,
        },
      );
    }
    return {
      spec: { ...spec, quantization: { dtype: 'float16', original_dtype: 'float32' } },
      bytes: bytesOf(float32ToFloat16(values)),
    };
  }
  const scale = max > min ? (max - min) / UINT8_STEPS : 1;
  return {
    spec: { ...spec, quantization: { dtype: 'uint8', original_dtype: 'float32', min, scale } },
    bytes: quantize(values, min, scale),
  };
}

/**
 * The values as a device sees them; integers are left out.
 * @throws {RangeError} where there are fewer bytes than the specifications need
 */
export function decodeWeights(specs: readonly WeightSpec[], data: ArrayBuffer): StoredWeights {
  const weights = new Map<string, { shape: readonly number[]; data: Float32Array }>();
  let offset = 0;
  for (const spec of specs) {
    const length = byteLengthOf(spec);
    if (offset + length > data.byteLength) throw new RangeError(`the bytes of ${spec.name} are missing`);
    if (spec.dtype === 'float32') {
      const own = data.slice(offset, offset + length);
      weights.set(spec.name, { shape: spec.shape, data: decodeWeight(spec, own) });
    }
    offset += length;
  }
  return weights;
}

/** @throws {RangeError} where there is no such tensor */
export function valuesOf(tensors: TensorValues, name: string): Float32Array {
  const tensor = tensors.get(name);
  if (!tensor) throw new RangeError(`the model has no weight ${name}`);
  return tensor.data;
}

function decodeWeight({ quantization }: WeightSpec, own: ArrayBuffer): Float32Array {
  if (!quantization) return new Float32Array(own);
  if (quantization.dtype === 'float16') return float16ToFloat32(new Uint16Array(own));
  const { scale, min } = quantization;
  const steps = new Uint8Array(own);
  const values = new Float32Array(steps.length);
  for (let i = 0; i < steps.length; i++) values[i] = (steps[i] ?? 0) * scale + min;
  return values;
}

function quantize(values: Float32Array, min: number, scale: number): Uint8Array {
  const steps = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) steps[i] = Math.round(((values[i] ?? 0) - min) / scale);
  return steps;
}

/** Bytes that a weight takes in the shards. */
export function byteLengthOf({ shape, quantization }: WeightSpec): number {
  const size = { float16: 2, uint8: 1, whole: 4 }[quantization?.dtype ?? 'whole'];
  return shape.reduce((product, side) => product * side, size);
}

export function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** NaN in both where any value is NaN. */
function extremes(values: Float32Array): { min: number; max: number } {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (Number.isNaN(value)) return { min: NaN, max: NaN };
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}

function bytesOf(values: Float32Array | Int32Array | Uint16Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
