import type { HounsfieldFrame } from '../../dicom/index.ts';
import type { ModelWindow, Preprocessing } from '../../model/index.ts';
import { fitMatrices } from './fitMatrices.ts';
import { resample } from './triangleFilter.ts';

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
  const { across, down } = fitMatrices(frame, how);
  return (window) => resample(applyWindow(frame, window), frame.columns, across, down);
}

/** `clamp((HU − (centre − width / 2)) / width, 0, 1)` */
function applyWindow({ values }: Frame, window: ModelWindow): Float32Array {
  const lowest = window.center - window.width / 2;
  const picture = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const share = ((values[i] ?? 0) - lowest) / window.width;
    picture[i] = share < 0 ? 0 : share > 1 ? 1 : share;
  }
  return picture;
}
