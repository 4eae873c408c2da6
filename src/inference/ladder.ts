import { HemolensError, sentenceIn, verbatim, type Sentence } from '../base/index.ts';
import type { OpenedModel } from '../model/index.ts';
import { byPace, comparison, time, timeAgainst, took, type Timed } from './measure.ts';
import type { Memory } from './memory.ts';
import type { Rungs, RungToTry } from './rungs.ts';
import { release, stand, type Standing } from './stand.ts';
import type { StartProgress } from './types.ts';
import { inARow, say } from './sentences.ts';

/** The rung that scores, and why that one. */
export interface Chosen {
  readonly standing: Standing;
  readonly reason: Sentence;
}

/**
 * The rung that is to score: the one that was asked for or is alone here, else the faster one. Only a rung that starts,
 * loads the model and passes the self-test is taken; what was left behind is said in the reason.
 * @param memory  of earlier measurements
 * @throws {HemolensError} `inference/no-rung` with each rung's reason where none stands, and their errors as cause
 */
export async function findRung(
  model: OpenedModel,
  rungs: Rungs,
  memory: Memory | undefined,
  onProgress: (progress: StartProgress) => void,
): Promise<Chosen> {
  const left = new LeftBehind();
  const attempt = (tried: RungToTry) => left.unlessFails(tried, () => stand(tried, model, onProgress));

  if ('only' in rungs) {
    const standing = await attempt(rungs.only);
    if (!standing) throw left.error(model);
    return { standing, reason: rungs.reason };
  }

  const known = recall(memory, rungs.key);
  const best = rungs.both.find(({ rung }) => rung === known?.rung);
  if (known && best) {
    const standing = await attempt(best);
    if (standing) return { standing, reason: say('before', { measured: known.sentence }) };
  }

  const keep = (won: Timed, sentence: Sentence): Chosen => {
    memory?.write(rungs.key, `${won.standing.tried.rung}: ${JSON.stringify(sentence)}`);
    return { standing: won.standing, reason: left.sentences(sentence) };
  };
  const alone = ({ standing }: Timed): Chosen => ({
    standing,
    reason: left.sentences(say('runsInstead', { device: standing.tried.name })),
  });
  const timed = async (tried: RungToTry, against?: Timed) => {
    const standing = await attempt(tried);
    if (!standing) return undefined;
    const taken = await left.unlessFails(tried, () =>
      against ? timeAgainst(against, standing, model) : time(standing, model),
    );
    if (!taken) release(standing);
    return taken;
  };

  const [first, second] = rungs.both;
  const one = await timed(first);
  if (one && one.ms < first.enoughMs)
    return keep(one, say('notTried', { took: took(one), other: second.name }));
  const other = await timed(second, one);
  if (one && other) {
    const [won, lost] = byPace(one, other);
    release(lost.standing);
    return keep(won, comparison(won, lost));
  }
  const single = one ?? other;
  if (!single) throw left.error(model);
  return alone(single);
}

function recall(memory: Memory | undefined, key: string) {
  const [, rung, kept = ''] = /^(webgpu|wasm): (.+)$/s.exec(memory?.read(key) ?? '') ?? [];
  const sentence = sentenceIn(kept);
  return rung === undefined || sentence === undefined ? undefined : { rung, sentence };
}

/** The rungs that did not stand, and what they died of. */
class LeftBehind {
  readonly #thrown: unknown[] = [];
  /** A model that is broken is so on every rung, which need be said once. */
  readonly #failures = new Map<string, Sentence>();

  async unlessFails<Value>({ name }: RungToTry, work: () => Promise<Value>): Promise<Value | undefined> {
    try {
      return await work();
    } catch (cause) {
      this.#thrown.push(cause);
      const said = sentenceOf(cause, name);
      this.#failures.set(said.text, said);
      return undefined;
    }
  }

  sentences(last: Sentence): Sentence {
    return inARow([...this.#failures.values(), last]);
  }

  error({ file }: OpenedModel): HemolensError {
    const message = say('noRung', { failures: [...this.#failures.values()] });
    const cause = new AggregateError(this.#thrown, 'every rung failed');
    return new HemolensError('inference/no-rung', message, { file, cause });
  }
}

/** What is none of our errors is a library's text, which is for the cause and not for the user. */
export function sentenceOf(thrown: unknown, device: string): Sentence {
  return thrown instanceof HemolensError
    ? (thrown.said ?? verbatim(thrown.message.replace(/\.?$/, '.')))
    : say('notStarted', { device });
}
