import type { HounsfieldFrame } from '../dicom/index.ts';

/**
 * The Hounsfield frames of the open studies, by slice id: the same array is shown and scored.
 *
 * They stand outside the store's state on purpose. State is copied, compared and kept by whoever subscribes, and a
 * study is half a gigabyte: what must be freed when it closes has one owner.
 */
export interface FrameRepository {
  get(sliceId: string): HounsfieldFrame | undefined;
  set(sliceId: string, frame: HounsfieldFrame): void;
  delete(sliceId: string): void;
  clear(): void;
  readonly size: number;
}

export function createFrameRepository(): FrameRepository {
  const frames = new Map<string, HounsfieldFrame>();
  return {
    get: (sliceId) => frames.get(sliceId),
    set: (sliceId, frame) => void frames.set(sliceId, frame),
    delete: (sliceId) => void frames.delete(sliceId),
    clear: () => frames.clear(),
    get size() {
      return frames.size;
    },
  };
}
