/**
 * Contenders in turn on one network: a run of each before the next of any, warmed up, logits compared before any time counts.
 * One that cannot start, answers wrongly or takes too long is named with its reason and leaves the others running.
 */
import type { ContenderName } from './contenders.ts';
import type { Answer, Request, Seat } from './protocol.ts';
import type { Room } from './room.ts';

export interface RaceOptions {
  readonly start: Omit<Extract<Request, { kind: 'start' }>, 'contender'>;
  /** Logits that every slice of the batch must answer. */
  readonly reference: readonly number[];
  readonly runs: number;
  /** What one contender's runs may take in all; its start is allowed as much again. */
  readonly patienceMs: number;
}

/** A contender that answered rightly in every run. */
export interface Timed {
  readonly contender: ContenderName;
  /** The first batch after loading. */
  readonly firstMs: number;
  /** Each of the timed runs; at least one. */
  readonly times: readonly number[];
  readonly maxLogitDifference: number;
  readonly notes: readonly string[];
}

export interface NotTimed {
  readonly contender: ContenderName;
  readonly reason: string;
}

/** Parts of the largest reference logit by which an answer may differ and its time still counts. */
const TOLERANCE = 1e-2;
/** After its first run a contender warms up for this long, or for so many runs. */
const WARM_UP_MS = 500;
const WARM_UP_RUNS = 20;

interface Runner {
  readonly contender: ContenderName;
  seat: Seat;
  readonly firstMs: number;
  readonly runs: number;
  readonly times: number[];
  readonly notes: string[];
  difference: number;
}

/**
 * @param room  where each contender gets a worker or process of its own
 * @param tell  how it goes, in a line each
 */
export async function race(
  contenders: readonly ContenderName[],
  options: RaceOptions,
  room: Pick<Room, 'seat' | 'reopen'>,
  tell: (line: string) => void,
): Promise<{ readonly timed: readonly Timed[]; readonly notTimed: readonly NotTimed[] }> {
  const notTimed: NotTimed[] = [];
  let running: readonly Runner[] = [];

  /** @returns whether all others had to start anew */
  async function leave(
    { contender, seat }: Pick<Runner, 'contender' | 'seat'>,
    cause: unknown,
  ): Promise<boolean> {
    running = running.filter((runner) => runner.contender !== contender);
    const reason = cause instanceof Error ? cause.message : String(cause);
    notTimed.push({ contender, reason });
    tell(`${contender}: ${reason}`);
    if (await seat.stop()) return false;
    tell('the adapter is still busy with it: all others start anew');
    await room.reopen();
    for (const runner of running) {
      runner.seat = await room.seat();
      try {
        await load(runner, options);
        await runOnce(runner, options);
      } catch (again) {
        if (await leave(runner, again)) break;
      }
    }
    return true;
  }

  for (const contender of contenders) {
    const seat = await room.seat();
    try {
      const runner = await start(contender, seat, options);
      running = [...running, runner];
      tell(`${contender}: first run ${runner.firstMs.toFixed(0)} ms`);
    } catch (cause) {
      await leave({ contender, seat }, cause);
    }
  }
  for (let round = 0; round < options.runs; round++) {
    for (const runner of running.filter(({ runs }) => round < runs)) {
      // It may have left since, when another one's end made it start anew.
      if (!running.includes(runner)) continue;
      try {
        runner.times.push(await runOnce(runner, options));
      } catch (cause) {
        await leave(runner, cause);
      }
    }
    tell(`round ${round + 1} of ${options.runs}`);
  }
  for (const { seat } of running) await seat.stop();
  return { timed: running.map(toTimed), notTimed };
}

/** @returns what the contender has to say of itself */
async function load(
  { contender, seat }: Pick<Runner, 'contender' | 'seat'>,
  { start: request, patienceMs }: RaceOptions,
): Promise<readonly string[]> {
  const ready = await within(patienceMs, seat.ask({ ...request, contender }), 'it did not start');
  if (ready.kind !== 'ready') throw new Error(reasonOf(ready));
  return ready.note === undefined ? [] : [ready.note];
}

async function start(contender: ContenderName, seat: Seat, options: RaceOptions): Promise<Runner> {
  const { patienceMs, runs } = options;
  const notes = [...(await load({ contender, seat }, options))];
  const fresh = { contender, seat, firstMs: 0, runs, times: [], notes, difference: 0 };
  const firstMs = await runOnce(fresh, options);
  let spent = firstMs;
  let last = firstMs;
  let warm = 0;
  for (; warm < WARM_UP_RUNS && spent - firstMs + last <= WARM_UP_MS; warm++) {
    last = await runOnce(fresh, options);
    spent += last;
  }
  const affordable = Math.floor((patienceMs - spent) / last);
  if (affordable < 1) {
    const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
    throw new Error(
      `its first run took ${seconds(firstMs)}: a patience of ${seconds(patienceMs)} allows no other`,
    );
  }
  if (affordable < runs) notes.push(`${affordable} of ${runs} runs, for it is slow`);
  return { ...fresh, firstMs, runs: Math.min(runs, affordable) };
}

/** @returns ms */
async function runOnce(
  runner: Runner,
  { reference, start: { batch }, patienceMs }: RaceOptions,
): Promise<number> {
  const answer = await within(patienceMs, runner.seat.ask({ kind: 'run' }), 'a run did not end');
  if (answer.kind !== 'ran') throw new Error(reasonOf(answer));
  const difference = largestDifference(answer.logits, reference, batch);
  if (!(difference <= TOLERANCE * Math.max(1, ...reference.map(Math.abs))))
    throw new Error(`does not count: its logits differ by ${difference.toPrecision(2)} from the reference`);
  runner.difference = Math.max(runner.difference, difference);
  return answer.ms;
}

/** @returns NaN where a logit is missing or is none, or where there are too many */
export function largestDifference(
  logits: readonly number[],
  reference: readonly number[],
  batch: number,
): number {
  const expected = Array.from({ length: batch }, () => reference).flat();
  if (logits.length !== expected.length) return NaN;
  return Math.max(...expected.map((logit, i) => Math.abs(logit - (logits[i] ?? NaN))));
}

const reasonOf = (answer: Answer) => (answer.kind === 'failed' ? answer.reason : 'it answered nonsense');

async function within(ms: number, answer: Promise<Answer>, what: string): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`stopped: ${what} within ${(ms / 1000).toFixed(0)} s`)), ms);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

const toTimed = ({ contender, firstMs, times, difference, notes }: Runner): Timed => ({
  contender,
  firstMs,
  times,
  maxLogitDifference: difference,
  notes,
});
