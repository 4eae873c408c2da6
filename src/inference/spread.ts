/**
 * Spreads calls over workers that take one at a time: a call goes to a free one, or waits its turn.
 *
 * Workers may join later; a call that waits goes to whichever is free first.
 */
export function spread<Input, Output>(
  first: (input: Input) => Promise<Output>,
): { score: (input: Input) => Promise<Output>; add: (worker: (input: Input) => Promise<Output>) => void } {
  const free = [first];
  const waiting: (() => void)[] = [];

  /** Hands a free worker to the call that waits longest. */
  const release = (worker: (input: Input) => Promise<Output>) => {
    free.push(worker);
    waiting.shift()?.();
  };

  async function score(input: Input): Promise<Output> {
    if (free.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    const worker = free.pop();
    if (!worker) return score(input);
    try {
      return await worker(input);
    } finally {
      release(worker);
    }
  }

  return { score, add: release };
}
