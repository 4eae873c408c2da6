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
  // All channels are resized by the same matrices.
  const { across, down } = fitMatrices(frame, how);
  how.windows.forEach((window, channel) => {
    const mean = how.mean[channel] ?? 0;
    const std = how.std[channel] ?? 1;
    const picture = resample(applyWindow(frame, window), frame.columns, across, down);
    for (let i = 0; i < picture.length; i++) {
      input[i * CHANNELS + channel] = ((picture[i] ?? 0) - mean) / std;
    }
  });
  return input;
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
