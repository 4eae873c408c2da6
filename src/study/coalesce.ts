/**
 * Runs a job at most once in `every` milliseconds: at once when it has been quiet, otherwise once at the end of the
 * interval. Files and findings arrive hundreds a second; the screen is told five times.
 */
export interface Coalesced {
  /** Asks for a run; askings within one interval become one run. */
  request(): void;
  /** Runs now if a run is owed. */
  flush(): void;
  /** Runs without waiting. */
  now(): void;
  /** Forgets a run that is owed. */
  cancel(): void;
}

export function coalesce(job: () => void, every: number): Coalesced {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let owed = false;

  function run(): void {
    owed = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (owed) run();
    }, every);
    job();
  }

  return {
    request() {
      if (timer === undefined) run();
      else owed = true;
    },
    flush() {
      if (owed) {
        clearTimeout(timer);
        run();
      }
    },
    now() {
      clearTimeout(timer);
      run();
    },
    cancel() {
      owed = false;
    },
  };
}
