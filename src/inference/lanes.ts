/** How many slices WebAssembly, which computes on one thread, may score side by side in as many workers. */
import type { OpenedModel } from '../model/index.ts';

/** Copies of the weights are kept up to this size in all: a page is not alone on its machine. */
const MOST_WEIGHT_BYTES = 512 * 1024 * 1024;
/** Beyond four the memory bus, not the cores, sets the pace. */
const MOST_LANES = 4;

/** One core stays for the page where there are more than two. */
export function affordableLanes(weightBytes: number, cores: number): number {
  const byCores = cores > 2 ? cores - 1 : cores;
  return Math.max(1, Math.min(MOST_LANES, byCores, Math.floor(MOST_WEIGHT_BYTES / weightBytes)));
}

/** Weights are 32-bit floats once they are loaded, however they are stored. */
export function weightBytesOf({ artifacts }: OpenedModel): number {
  const volume = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);
  return 4 * artifacts.weightSpecs.reduce((sum, { shape }) => sum + volume(shape), 0);
}
