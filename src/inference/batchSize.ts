/**
 * How many frames a batch holds: as many as the device computes in a tenth of a second, so that a pause, a cancel or
 * another slice on screen is followed at once.
 */
export interface BatchSize {
  readonly now: number;
  /**
   * To be called when a batch begins, with the number of those under way, itself included; what it answers, when that batch
   * ends, with the frames it held.
   */
  begin(together: number): (frames: number) => void;
}

const MOST_MS = 100;

/**
 * Starts at one frame and doubles at most, for a first batch of another size may compile something.
 * @param capacity  most frames that the device takes at once
 */
export function createBatchSize(capacity: number): BatchSize {
  let now = 1;
  let lastEnd = 0;
  return {
    get now() {
      return now;
    },
    begin(together) {
      const began = performance.now();
      return (frames) => {
        const end = performance.now();
        // One of several waits for the device while those before it compute; two that are read back at the same moment
        // were still computed one after the other.
        const ms = Math.max(end - Math.max(began, lastEnd), (end - began) / together);
        lastEnd = end;
        now = Math.max(1, Math.min(capacity, 2 * now, Math.floor((MOST_MS * frames) / ms)));
      };
    },
  };
}
