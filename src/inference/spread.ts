/**
 * Spreads calls over workers that take a few at a time: a call goes to the one with most room, or waits its turn.
 *
 * Workers may join later; a call that waits goes to whichever has room first.
 */
export interface Taker<Input, Output> {
  /** Calls that it takes at once; may change. */
  readonly lanes: number;
  score(input: Input): Promise<Output>;
}

export function spread<Input, Output>(
  first: Taker<Input, Output>,
): { score: (input: Input) => Promise<Output>; add: (taker: Taker<Input, Output>) => void } {
  const inHand = new Map([[first, 0]]);
  const waiting: (() => void)[] = [];

  function freest(): Taker<Input, Output> | undefined {
    const room = [...inHand].map(([taker, count]) => ({ taker, left: taker.lanes - count }));
    const most = room.reduce((best, one) => (one.left > best.left ? one : best));
    return most.left > 0 ? most.taker : undefined;
  }

  function change(taker: Taker<Input, Output>, by: number): void {
    inHand.set(taker, (inHand.get(taker) ?? 0) + by);
  }

  /** Hands the room there is to the calls that wait longest. */
  function work(): void {
    while (freest()) {
      const call = waiting.shift();
      if (!call) return;
      call();
    }
  }

  function score(input: Input): Promise<Output> {
    return new Promise((resolve, reject) => {
      waiting.push(() => {
        const taker = freest() ?? first;
        change(taker, 1);
        taker
          .score(input)
          .finally(() => change(taker, -1))
          .then(resolve, reject)
          .finally(work);
      });
      work();
    });
  }

  return {
    score,
    add(taker) {
      inHand.set(taker, 0);
      work();
    },
  };
}
