/** How many slices a plan's buffers have room for. */

/** More would not keep a graphics processor busier, and would delay a cancel. */
const MOST_SLICES = 8;
/** Of all activations: a page is not alone on its graphics processor. */
const MOST_BYTES = 192 * 1024 * 1024;

/**
 * @param lengths  floats of each buffer for one slice
 * @returns        at least 1: whether even that fits is the device's to say
 */
export function capacityFor(
  lengths: readonly number[],
  {
    maxStorageBufferBindingSize,
    maxBufferSize,
  }: Pick<GPUSupportedLimits, 'maxStorageBufferBindingSize' | 'maxBufferSize'>,
): number {
  const bytes = lengths.map((length) => length * Float32Array.BYTES_PER_ELEMENT);
  const all = bytes.reduce((sum, own) => sum + own, 0);
  const largest = Math.min(maxStorageBufferBindingSize, maxBufferSize) / Math.max(...bytes);
  return Math.max(1, Math.floor(Math.min(MOST_SLICES, MOST_BYTES / all, largest)));
}
