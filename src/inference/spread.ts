/**
 * Spreads calls over workers that take a few at a time: a call goes to the one with most room, or waits its turn.
 *
 * Workers may join later; a call that waits goes to whichever has room first. One that died takes no more, for it refuses at
 * once and so has always most room; what it had in hand goes to the others.
 */
export interface Taker<Input, Output> {
  /** Calls worth its having in hand: what it takes at once; may change. */
  readonly inHand: number;
  score(input: Input): Promise<Output>;
}

export interface Death<One> {
  /** Whether a call failed because the worker died under it, not by what it was called with. */
  readonly isDeath: (cause: unknown) => boolean;
  /** Told once of each. */
  readonly onDead: (taker: One) => void;
  /** Whether others are on their way: then calls wait for them, where nobody else is left. */
  readonly moreComing: () => boolean;
}

interface Call<Input, Output> {
  readonly input: Input;
  readonly resolve: (output: Output) => void;
  readonly reject: (cause: unknown) => void;
}

/**
 * @returns  where no worker is left and none is coming, `score` rejects with what the last one died of, until another joins;
 *           `noneComes` is to be told where one that was on its way does not come
 */
export function spread<Input, Output, One extends Taker<Input, Output> = Taker<Input, Output>>(
  first: One,
  { isDeath, onDead, moreComing }: Death<One>,
): { score: (input: Input) => Promise<Output>; add: (taker: One) => void; noneComes: () => void } {
  /** Calls that each has in hand. */
  const given = new Map([[first, 0]]);
  const waiting: Call<Input, Output>[] = [];
  let lastDeath: unknown;

  function freest(): One | undefined {
    const room = [...given].map(([taker, count]) => ({ taker, left: taker.inHand - count }));
    const most = room.reduce((best, one) => (one.left > best.left ? one : best), { taker: first, left: 0 });
    return most.left > 0 ? most.taker : undefined;
  }

  function change(taker: One, by: number): void {
    const count = given.get(taker);
    if (count !== undefined) given.set(taker, count + by);
  }

  /** Hands the room there is to the calls that wait longest. */
  function work(): void {
    if (given.size === 0 && !moreComing()) for (const { reject } of waiting.splice(0)) reject(lastDeath);
    for (let taker = freest(); taker; taker = freest()) {
      const call = waiting.shift();
      if (!call) return;
      void hand(call, taker);
    }
  }

  async function hand(call: Call<Input, Output>, taker: One): Promise<void> {
    change(taker, 1);
    try {
      const output = await taker.score(call.input);
      change(taker, -1);
      call.resolve(output);
    } catch (cause) {
      change(taker, -1);
      if (!isDeath(cause)) call.reject(cause);
      else {
        lastDeath = cause;
        waiting.unshift(call);
        if (given.delete(taker)) onDead(taker);
      }
    }
    work();
  }

  return {
    score: (input) =>
      new Promise((resolve, reject) => {
        waiting.push({ input, resolve, reject });
        work();
      }),
    add(taker) {
      given.set(taker, 0);
      work();
    },
    noneComes: work,
  };
}
