/**
 * A worker that dies, of memory for instance, or whose code does not load, answers no call any more: whoever waits for an
 * answer has to be told by the worker's error event.
 */
export class FragileWorker {
  private onBroken: (() => void) | undefined;
  private isBroken = false;

  constructor(worker: Worker) {
    const broken = () => {
      this.isBroken = true;
      this.onBroken?.();
    };
    worker.addEventListener('error', broken);
    worker.addEventListener('messageerror', broken);
  }

  /** The answer, or the error where the worker breaks first or has broken before. One call at a time. */
  answer<T>(answer: Promise<T>, error: () => Error): Promise<T> {
    if (this.isBroken) return Promise.reject(error());
    const settled = new Promise<T>((resolve, reject) => {
      this.onBroken = () => reject(error());
      answer.then(resolve, reject);
    });
    // Not to hold an image until the next one comes.
    return settled.finally(() => (this.onBroken = undefined));
  }
}
