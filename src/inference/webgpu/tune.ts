/** Which of several kernels is fastest for each shape on this very adapter: measured once, within a bound, and kept. */
import * as v from 'valibot';
import type { ConvolutionGeometry } from '../kernels/geometry.ts';
import type { Kernel } from '../kernels/kernel.ts';
import type { Memory } from '../memory.ts';

/** The convolutions of a network, each shape once, with the kernels that can compute it; the default comes first. */
export interface TuningTask {
  readonly geometry: ConvolutionGeometry;
  readonly candidates: readonly [Kernel, ...Kernel[]];
}

export interface TuningOptions {
  /** @returns milliseconds of a dispatch of all images; a rejection is a kernel that does not run on this adapter */
  readonly time: (task: TuningTask, kernel: Kernel) => Promise<number>;
  /** Shapes that the bound leaves no time for take their default. */
  readonly budgetMs: number;
  readonly now: () => number;
  readonly memory: Memory | undefined;
  /** Adapter and what else the answer depends on. */
  readonly key: string;
}

const remembered = v.record(v.string(), v.string());

/**
 * The shapes with most arithmetic come first. A kernel that does not run is passed over. A shape that the bound cuts short takes
 * the best so far, which is not kept.
 * @returns the label of the fastest kernel by shape
 * @throws what the last one said, where none runs that can compute a shape
 */
export async function tune(
  tasks: readonly TuningTask[],
  { time, budgetMs, now, memory, key }: TuningOptions,
): Promise<ReadonlyMap<string, string>> {
  const known = read(memory?.read(key));
  const fastest = new Map(known);
  const begin = now();
  const open = tasks
    .filter(({ geometry, candidates }) => candidates.length > 1 && !known.has(geometryKey(geometry)))
    .sort((one, other) => arithmetic(other.geometry) - arithmetic(one.geometry));
  const inTime = () => now() - begin <= budgetMs;
  const settled = new Map(known);
  for (const task of open) {
    let best = Infinity;
    let measured = 0;
    let refusal: unknown;
    for (const kernel of task.candidates) {
      // The first may be one that does not run: then one that does is looked for, however long it takes.
      if (!inTime() && (best < Infinity || measured === 0)) break;
      const ms = await time(task, kernel).catch((cause: unknown) => {
        refusal = cause;
        return Infinity;
      });
      measured += 1;
      if (ms >= best) continue;
      best = ms;
      fastest.set(geometryKey(task.geometry), kernel.label);
    }
    if (measured === task.candidates.length && best === Infinity) throw refusal;
    const winner = fastest.get(geometryKey(task.geometry));
    if (measured === task.candidates.length && winner !== undefined)
      settled.set(geometryKey(task.geometry), winner);
  }
  if (settled.size > known.size) memory?.write(key, JSON.stringify(Object.fromEntries(settled)));
  return fastest;
}

/** Everything that shapes a convolution; as long as kernels differ, their labels do. */
export function geometryKey(geometry: ConvolutionGeometry): string {
  return Object.values(geometry).map(Number).join(' ');
}

function read(text: string | undefined): ReadonlyMap<string, string> {
  if (text === undefined) return new Map();
  try {
    const parsed = v.safeParse(remembered, JSON.parse(text));
    return new Map(parsed.success ? Object.entries(parsed.output) : []);
  } catch {
    // Not ours, or of another version: measured anew.
    return new Map();
  }
}

function arithmetic(geometry: ConvolutionGeometry): number {
  const { outHeight, outWidth, outChannels, inChannels, groups, filterHeight, filterWidth } = geometry;
  return outHeight * outWidth * outChannels * (inChannels / groups) * filterHeight * filterWidth;
}
