/**
 * Antialiased triangle-filter resampling of one axis as a banded matrix: every output sample is a weighted sum of a
 * short run of input samples. Two of them, one an axis, resize a picture.
 */

/** One axis' matrix: output `i` is `Σ weights[i × taps + k] × input[first[i] + k]`. */
export interface ResamplingMatrix {
  readonly outputs: number;
  /** Longest run of inputs an output needs; shorter runs are filled with weight 0. None reaches past the axis' end. */
  readonly taps: number;
  readonly first: Int32Array;
  readonly weights: Float64Array;
}

/**
 * The weights of Pillow's BILINEAR: a triangle whose support scales with the reduction, cut at the border and
 * normalised to sum 1.
 * @param input   samples of the axis
 * @param output  samples wanted
 * @throws {RangeError} where a side is not a positive integer
 * @see https://pillow.readthedocs.io/en/stable/handbook/concepts.html#filters
 */
export function triangleMatrix(input: number, output: number): ResamplingMatrix {
  for (const side of [input, output]) {
    if (!Number.isInteger(side) || side < 1) throw new RangeError(`a side of ${side} samples`);
  }
  const scale = input / output;
  const reach = Math.max(scale, 1);
  const taps = Math.min(input, 2 * Math.ceil(reach) + 1);
  const first = new Int32Array(output);
  const weights = new Float64Array(output * taps);
  for (let i = 0; i < output; i++) {
    const centre = (i + 0.5) * scale;
    const begin = Math.max(0, Math.trunc(centre - reach + 0.5));
    const end = Math.min(input, Math.trunc(centre + reach + 0.5));
    const start = Math.min(begin, input - taps);
    let sum = 0;
    for (let j = begin; j < end; j++) {
      const weight = Math.max(0, 1 - Math.abs((j - centre + 0.5) / reach));
      weights[i * taps + j - start] = weight;
      sum += weight;
    }
    for (let k = 0; k < taps; k++) weights[i * taps + k] = (weights[i * taps + k] ?? 0) / sum;
    first[i] = start;
  }
  return { outputs: output, taps, first, weights };
}

/**
 * Resizes a row-major picture, columns first, then rows.
 * @param image  height × width, any unit
 * @returns      rows.outputs × columns.outputs, same unit, stored in 32-bit floats as Pillow's mode F is
 */
export function resample(
  image: Float32Array,
  width: number,
  columns: ResamplingMatrix,
  rows: ResamplingMatrix,
): Float32Array {
  const height = image.length / width;
  const narrow = new Float32Array(height * columns.outputs);
  for (let y = 0; y < height; y++) {
    for (let i = 0; i < columns.outputs; i++) {
      const from = y * width + (columns.first[i] ?? 0);
      let sum = 0;
      for (let k = 0; k < columns.taps; k++) {
        sum += (columns.weights[i * columns.taps + k] ?? 0) * (image[from + k] ?? 0);
      }
      narrow[y * columns.outputs + i] = sum;
    }
  }
  const result = new Float32Array(rows.outputs * columns.outputs);
  const line = new Float64Array(columns.outputs);
  for (let i = 0; i < rows.outputs; i++) {
    line.fill(0);
    for (let k = 0; k < rows.taps; k++) {
      const weight = rows.weights[i * rows.taps + k] ?? 0;
      if (weight === 0) continue;
      const from = ((rows.first[i] ?? 0) + k) * columns.outputs;
      for (let x = 0; x < columns.outputs; x++) line[x] = (line[x] ?? 0) + weight * (narrow[from + x] ?? 0);
    }
    result.set(line, i * columns.outputs);
  }
  return result;
}
