import type { HounsfieldFrame } from '../../dicom/index.ts';
import type { ModelWindow, Preprocessing } from '../../model/index.ts';
import { resample, triangleMatrix, type ResamplingMatrix } from './triangleFilter.ts';

type Frame = Pick<HounsfieldFrame, 'rows' | 'columns' | 'values'>;

const CHANNELS = 3;

/**
 * One Hounsfield frame as a model's input: windows, centred square padding with 0, antialiased resize, mean and std.
 * @param frame  Hounsfield units, rows × columns
 * @returns      `[1, size, size, 3]`, channels last, one channel a window
 * @throws {RangeError} where a side of the frame is 0
 */
export function modelInput(frame: Frame, how: Preprocessing): Float32Array {
  const input = new Float32Array(how.size * how.size * CHANNELS);
  const pictureOf = pictures(frame, how);
  how.windows.forEach((window, channel) => {
    const mean = how.mean[channel] ?? 0;
    const std = how.std[channel] ?? 1;
    const picture = pictureOf(window);
    for (let i = 0; i < picture.length; i++) {
      input[i * CHANNELS + channel] = ((picture[i] ?? 0) - mean) / std;
    }
  });
  return input;
}

/**
 * One channel before mean and std.
 * @returns size × size, in [0, 1]
 */
export function windowedPicture(frame: Frame, window: ModelWindow, how: Preprocessing): Float32Array {
  return pictures(frame, how)(window);
}

/** The channels of a frame, one a window: all are resized by the same matrices. */
function pictures(frame: Frame, how: Preprocessing): (window: ModelWindow) => Float32Array {
  const { rows, columns } = frame;
  switch (how.fit.kind) {
    case 'pad-resize': {
      const side = Math.max(rows, columns);
      const matrix = triangleMatrix(side, how.size);
      return (window) => resample(applyWindow(frame, window, side), side, matrix, matrix);
    }
    case 'resize-crop': {
      const resize = Math.max(how.fit.resize, how.size);
      const scaled = (side: number) => Math.round((side * resize) / Math.min(rows, columns));
      const across = centred(triangleMatrix(columns, scaled(columns)), how.size);
      const down = centred(triangleMatrix(rows, scaled(rows)), how.size);
      return (window) => resample(applyWindow(frame, window, undefined), columns, across, down);
    }
  }
}

/** Only the central outputs of a matrix: cropping after resizing, without computing what is cropped away. */
function centred(matrix: ResamplingMatrix, outputs: number): ResamplingMatrix {
  const skip = Math.round((matrix.outputs - outputs) / 2);
  return {
    outputs,
    taps: matrix.taps,
    first: matrix.first.slice(skip, skip + outputs),
    weights: matrix.weights.slice(skip * matrix.taps, (skip + outputs) * matrix.taps),
  };
}

/** `clamp((HU − (centre − width / 2)) / width, 0, 1)`, in the middle of a square of `side` zeros where one is given. */
function applyWindow(frame: Frame, window: ModelWindow, side: number | undefined): Float32Array {
  const { rows, columns, values } = frame;
  const [height, width] = side === undefined ? [rows, columns] : [side, side];
  const top = Math.floor((height - rows) / 2);
  const left = Math.floor((width - columns) / 2);
  const lowest = window.center - window.width / 2;
  const picture = new Float32Array(height * width);
  for (let y = 0; y < rows; y++) {
    const to = (y + top) * width + left;
    for (let x = 0; x < columns; x++) {
      const share = ((values[y * columns + x] ?? 0) - lowest) / window.width;
      picture[to + x] = share < 0 ? 0 : share > 1 ? 1 : share;
    }
  }
  return picture;
}
