/**
 * Hounsfield values to model input on the GPU, in two dispatches: windows and columns, then rows, mean and std. What is
 * computed is `preprocess/modelInput.ts`, from the same matrices; the values are uploaded as they are stored.
 */
import type { Preprocessing } from '../../model/index.ts';
import { fitMatrices } from '../preprocess/fitMatrices.ts';
import type { ResamplingMatrix } from '../preprocess/triangleFilter.ts';
import type { Kernel } from './kernel.ts';

/** What all frames of one dispatch share. */
export interface FrameShape {
  readonly rows: number;
  readonly columns: number;
  /** How Hounsfield values are stored: whole ones two to a word, as an `Int16Array` has them, or `Float32Array`. */
  readonly pixels: 'int16' | 'float32';
}

/** Two kernels and the constants they bind; lengths are of one image, and images lie one behind another. */
export interface ModelInputKernels {
  /** Bindings 0 pixels, 1 `acrossMatrix`, 2 intermediate `[n, rows, size]` (vec4s). */
  readonly across: Kernel;
  /** Bindings 0 intermediate, 1 `downMatrix`, 2 model input `[n, size, size]` (vec4s: the windows and a 0). */
  readonly down: Kernel;
  /** Floats, `[1 + taps, size]`: the first sample that each output reads, then the weights of the samples from there. */
  readonly acrossMatrix: Float32Array<ArrayBuffer>;
  readonly downMatrix: Float32Array<ArrayBuffer>;
  /** Bytes from one image's pixels to the next one's: a multiple of 4, see `wholeWords`. */
  readonly pixelBytes: number;
  /** Floats of one image between the two kernels. */
  readonly intermediateLength: number;
}

/** 128 invocations, as every adapter has them: neighbours along a row read neighbouring samples and weights. */
const WORKGROUP = [32, 4] as const;

/**
 * Works on any number of frames of one shape.
 * @throws {RangeError} where a side of the frame is 0
 */
export function modelInputKernels(shape: FrameShape, how: Preprocessing): ModelInputKernels {
  const { across, down } = fitMatrices(shape, how);
  const { rows, columns, pixels } = shape;
  const words = pixels === 'int16' ? Math.ceil((rows * columns) / 2) : rows * columns;
  return {
    across: acrossKernel(shape, words, how, across.taps),
    down: downKernel(rows, how, down.taps),
    acrossMatrix: packed(across),
    downMatrix: packed(down),
    pixelBytes: 4 * words,
    intermediateLength: rows * how.size * 4,
  };
}

/** Values as WebGPU uploads them, in whole words: an odd number of 16-bit ones is copied with a 0 at its end. */
export function wholeWords(values: Int16Array | Float32Array): Int16Array | Float32Array {
  if (values.byteLength % 4 === 0) return values;
  const even = new Int16Array(values.length + 1);
  even.set(values);
  return even;
}

/** Windows every pixel that an output reads: it is read by few outputs, and a windowed picture would be four times as large. */
function acrossKernel(
  { rows, columns, pixels }: FrameShape,
  words: number,
  { windows, size }: Preprocessing,
  taps: number,
): Kernel {
  const whole = pixels === 'int16';
  // From the centre, a whole number more often than the lowest value is: single precision loses nothing in the difference.
  const centers = floats(windows.map(({ center }) => center));
  const widths = floats(windows.map(({ width }) => width));
  return {
    label: `windows and columns: ${rows}×${columns} to ${rows}×${size}, ${pixels}`,
    code: `@group(0) @binding(0) var<storage, read> pixels : array<${whole ? 'i32' : 'f32'}>;
@group(0) @binding(1) var<storage, read> matrix : array<f32>;
@group(0) @binding(2) var<storage, read_write> output : array<vec4<f32>>;
@compute @workgroup_size(${WORKGROUP.join(', ')})
fn main(@builtin(global_invocation_id) id : vec3<u32>) {
  if (id.x >= ${size}u || id.y >= ${rows}u) { return; }
  let first = id.y * ${columns}u + u32(matrix[id.x]);
  var sum = vec3<f32>();
  for (var tap = 0u; tap < ${taps}u; tap++) {
    let at = first + tap;
    let value = ${whole ? `f32(extractBits(pixels[id.z * ${words}u + at / 2u], (at & 1u) * 16u, 16u))` : `pixels[id.z * ${words}u + at]`};
    sum += matrix[(1u + tap) * ${size}u + id.x] * saturate((vec3<f32>(value) - ${centers}) / ${widths} + 0.5);
  }
  output[(id.z * ${rows}u + id.y) * ${size}u + id.x] = vec4<f32>(sum, 0.0);
}`,
    workgroups: (batch) => groups(size, rows, batch),
  };
}

function downKernel(rows: number, { size, mean, std }: Preprocessing, taps: number): Kernel {
  return {
    label: `rows, mean and std: ${rows}×${size} to ${size}×${size}`,
    code: `@group(0) @binding(0) var<storage, read> x : array<vec4<f32>>;
@group(0) @binding(1) var<storage, read> matrix : array<f32>;
@group(0) @binding(2) var<storage, read_write> output : array<vec4<f32>>;
@compute @workgroup_size(${WORKGROUP.join(', ')})
fn main(@builtin(global_invocation_id) id : vec3<u32>) {
  if (id.x >= ${size}u || id.y >= ${size}u) { return; }
  let first = (id.z * ${rows}u + u32(matrix[id.y])) * ${size}u + id.x;
  var sum = vec3<f32>();
  for (var tap = 0u; tap < ${taps}u; tap++) {
    sum += matrix[(1u + tap) * ${size}u + id.y] * x[first + tap * ${size}u].xyz;
  }
  output[(id.z * ${size}u + id.y) * ${size}u + id.x] = vec4<f32>((sum - ${floats(mean)}) / ${floats(std)}, 0.0);
}`,
    workgroups: (batch) => groups(size, size, batch),
  };
}

const groups = (width: number, height: number, batch: number) =>
  [Math.ceil(width / WORKGROUP[0]), Math.ceil(height / WORKGROUP[1]), batch] as const;

/** Weights of one tap side by side, so that neighbouring outputs read neighbouring weights. */
function packed({ outputs, taps, first, weights }: ResamplingMatrix): Float32Array<ArrayBuffer> {
  const matrix = new Float32Array((1 + taps) * outputs);
  for (let i = 0; i < outputs; i++) {
    matrix[i] = first[i] ?? 0;
    for (let k = 0; k < taps; k++) matrix[(1 + k) * outputs + i] = weights[i * taps + k] ?? 0;
  }
  return matrix;
}

/** A constant of the shader; the suffix, for a number without a point would be an integer, and long ones do not fit. */
const floats = (values: readonly number[]) => `vec3<f32>(${values.map((value) => `${value}f`).join(', ')})`;
