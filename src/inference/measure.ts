/** Which of two rungs is faster here: both score the self-test, and the sentence that says so. */
import type { OpenedModel } from '../model/index.ts';
import { timeAgain, type Standing } from './stand.ts';

/** A rung and the time that was taken of it. */
export interface Timed {
  readonly standing: Standing;
  readonly ms: number;
  /** The first run is the slower one: shaders are compiled and memory is taken during it. */
  readonly run: 'first' | 'later';
}

/** A first run this many times slower than the other rung's later one does not become the faster one by warming up. */
const HOPELESS = 4;

/** @throws as `timeAgain` does */
export async function time(standing: Standing, model: OpenedModel): Promise<Timed> {
  return { standing, ms: await timeAgain(standing, model), run: 'later' };
}

/** The same against a rung already timed: its first run may be answer enough. */
export async function timeAgainst(other: Timed, standing: Standing, model: OpenedModel): Promise<Timed> {
  const first: Timed = { standing, ms: standing.firstMs, run: 'first' };
  return pace(first) > HOPELESS * pace(other) ? first : time(standing, model);
}

/** @returns  the faster one first; the one timed first where they are equal */
export function byPace(one: Timed, other: Timed): readonly [Timed, Timed] {
  return pace(other) < pace(one) ? [other, one] : [one, other];
}

/** Milliseconds a slice, where several are scored side by side. */
function pace({ standing, ms }: Timed): number {
  return ms / standing.tried.lanes;
}

/** `WebGPU (SwiftShader) took 651 ms for a slice, WebAssembly 88 ms.`: the graphics processor first, whoever won. */
export function comparison(one: Timed, other: Timed): string {
  const [first, second] = one.standing.tried.rung === 'webgpu' ? [one, other] : [other, one];
  const tail = first.run === second.run ? '' : ` for ${slice(second)}`;
  return `${took(first)}, ${second.standing.tried.name} ${inWords(second.ms)}${tail}${sideBySide(second)}.`;
}

/** `WebGPU (Acme 1) took 4.1 ms for a slice` */
export function took(timed: Timed): string {
  return `${timed.standing.tried.name} took ${inWords(timed.ms)} for ${slice(timed)}${sideBySide(timed)}`;
}

function slice({ run }: Timed): string {
  return run === 'first' ? 'its first slice' : 'a slice';
}

function sideBySide({ standing }: Timed): string {
  const { lanes } = standing.tried;
  return lanes > 1 ? ` with ${lanes} side by side` : '';
}

function inWords(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}
