import type { HounsfieldFrame, VoiWindow } from '../dicom/index.ts';
import { greyScale } from '../viewport/index.ts';

/**
 * A small picture of a frame for the series list: `size × size` RGBA, the image centred, its surround black.
 * Every pixel is one sample: at this size an antialiased one looks no different and costs the whole frame.
 *
 * @param aspect height of a pixel over its width, as they lie in the patient
 */
export function thumbnail(
  frame: HounsfieldFrame,
  voi: VoiWindow,
  size: number,
  aspect = 1,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(size * size * 4);
  const greyOf = greyScale(voi);
  const step = Math.max(frame.columns, frame.rows * aspect) / size;
  const left = (frame.columns - size * step) / 2;
  const top = (frame.rows - (size * step) / aspect) / 2;
  for (let y = 0; y < size; y++) {
    const row = Math.floor(top + ((y + 0.5) * step) / aspect);
    for (let x = 0; x < size; x++) {
      const column = Math.floor(left + (x + 0.5) * step);
      const inside = row >= 0 && row < frame.rows && column >= 0 && column < frame.columns;
      const level = inside ? greyOf(frame.values[row * frame.columns + column] ?? -1024) : 0;
      const grey = inside && frame.lowIsBright ? 255 - level : level;
      pixels.fill(grey, (y * size + x) * 4, (y * size + x) * 4 + 3);
      pixels[(y * size + x) * 4 + 3] = 255;
    }
  }
  return pixels;
}
