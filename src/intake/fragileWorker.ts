/**
 * A worker that dies, of memory for instance, or whose code does not load, answers no call any more: whoever waits for an
 * answer has to be told by the worker's error event.
 */
export class FragileWorker {
  /** Of those who wait, in the order in which they asked. */
  private readonly waiting = new Set<() => void>();
  private isBroken = false;
  private readonly worker: Worker;

  constructor(worker: Worker) {
    this.worker = worker;
    const broken = () => this.giveUp();
    worker.addEventListener('error', broken);
    worker.addEventListener('messageerror', broken);
  }

  /** The answer, or the error where the worker breaks or is ended first, or was before. */
  answer<T>(answer: Promise<T>, error: () => Error): Promise<T> {
    if (this.isBroken) return Promise.reject(error());
    return new Promise<T>((resolve, reject) => {
      const broken = () => reject(error());
      this.waiting.add(broken);
      // Not to hold an image until the worker ends.
      const over = () => this.waiting.delete(broken);
      answer.then(resolve, reject).finally(over);
    });
  }

  /** Ends the worker; whoever waits hears the error. */
  end(): void {
    this.worker.terminate();
    this.giveUp();
  }

  private giveUp(): void {
    this.isBroken = true;
    for (const broken of this.waiting) broken();
    this.waiting.clear();
  }
}
