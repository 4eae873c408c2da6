/**
 * How a picture of any shape becomes the model's square, as one matrix an axis. Padding and cropping are part of the
 * matrices, so that neither the CPU nor the GPU makes a padded picture or computes what is cropped away.
 */
import type { Preprocessing } from '../../model/index.ts';
import { triangleMatrix, type ResamplingMatrix } from './triangleFilter.ts';

/** Both read the picture's own pixels and give `size` outputs. */
export interface FitMatrices {
  /** Along a row: reads columns. */
  readonly across: ResamplingMatrix;
  /** Along a column: reads rows. */
  readonly down: ResamplingMatrix;
}

/** @throws {RangeError} where a side is not a positive integer */
export function fitMatrices(
  { rows, columns }: { readonly rows: number; readonly columns: number },
  { size, fit }: Pick<Preprocessing, 'size' | 'fit'>,
): FitMatrices {
  const [shorter, longer] = [Math.min(rows, columns), Math.max(rows, columns)];
  if (shorter < 1) throw new RangeError(`a picture of ${rows} × ${columns} pixels`);
  switch (fit.kind) {
    case 'pad-resize': {
      const square = triangleMatrix(longer, size);
      return { across: unpadded(square, longer, columns), down: unpadded(square, longer, rows) };
    }
    case 'resize-crop': {
      // As torchvision's Resize does: what the longer side has over whole pixels is cut off.
      const scaled = (side: number) =>
        centred(triangleMatrix(side, Math.trunc((fit.resize * side) / shorter)), size);
      return { across: scaled(columns), down: scaled(rows) };
    }
  }
}

/** Side of the square about a picture's middle that the model sees, in the picture's pixels. */
export function seenSide(
  { rows, columns }: { readonly rows: number; readonly columns: number },
  { size, fit }: Pick<Preprocessing, 'size' | 'fit'>,
): number {
  return fit.kind === 'pad-resize' ? Math.max(rows, columns) : (Math.min(rows, columns) * size) / fit.resize;
}

/**
 * The matrix of a padded axis, for the samples in its middle alone: what is padded is 0 and adds nothing, while it
 * keeps its share of the weights.
 */
function unpadded(matrix: ResamplingMatrix, padded: number, samples: number): ResamplingMatrix {
  const before = Math.floor((padded - samples) / 2);
  const taps = Math.min(matrix.taps, samples);
  const first = matrix.first.map((begin) => Math.min(Math.max(begin - before, 0), samples - taps));
  const weights = new Float64Array(matrix.outputs * taps);
  for (let i = 0; i < matrix.outputs; i++) {
    const shift = (first[i] ?? 0) + before - (matrix.first[i] ?? 0);
    for (let k = 0; k < taps; k++) {
      const tap = k + shift;
      if (tap >= 0 && tap < matrix.taps) weights[i * taps + k] = matrix.weights[i * matrix.taps + tap] ?? 0;
    }
  }
  return { outputs: matrix.outputs, taps, first, weights };
}

/** Only the central outputs of a matrix: cropping after resizing, as torchvision's CenterCrop does. */
function centred(matrix: ResamplingMatrix, outputs: number): ResamplingMatrix {
  const skip = halfToEven(matrix.outputs - outputs);
  return {
    outputs,
    taps: matrix.taps,
    first: matrix.first.slice(skip, skip + outputs),
    weights: matrix.weights.slice(skip * matrix.taps, (skip + outputs) * matrix.taps),
  };
}

/** Half of a whole number, rounded as Python does: to the even one of two that are equally near. */
function halfToEven(whole: number): number {
  const below = Math.floor(whole / 2);
  return whole % 2 === 0 ? below : below + (below % 2);
}
