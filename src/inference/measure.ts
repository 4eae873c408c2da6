/** Which of two rungs is faster here: both score the self-test, and the sentence that says so. */
import type { Sentence } from '../base/index.ts';
import type { OpenedModel } from '../model/index.ts';
import { timeAgain, type Standing } from './stand.ts';
import { say } from './sentences.ts';

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
export function comparison(one: Timed, other: Timed): Sentence {
  const [first, second] = one.standing.tried.rung === 'webgpu' ? [one, other] : [other, one];
  const given = { device: second.standing.tried.name, time: inWords(second.ms) };
  const later = second.run === 'first' ? say('otherTookFirst', given) : say('otherTookOne', given);
  const said = first.run === second.run ? say('otherTook', given) : later;
  return say('compared', { took: took(first), other: sideBySide(said, second) });
}

/** `WebGPU (Acme 1) took 4.1 ms for a slice` */
export function took(timed: Timed): Sentence {
  const given = { device: timed.standing.tried.name, time: inWords(timed.ms) };
  return sideBySide(timed.run === 'first' ? say('tookFirst', given) : say('took', given), timed);
}

function sideBySide(said: Sentence, { standing }: Timed): Sentence {
  const { lanes } = standing.tried;
  return lanes > 1 ? say('tookSideBySide', { took: said, lanes }) : said;
}

function inWords(ms: number): Sentence {
  if (ms >= 1000) return say('seconds', { value: { number: ms / 1000, digits: 1 } });
  return say('milliseconds', { value: { number: ms, digits: ms < 10 ? 1 : 0 } });
}
