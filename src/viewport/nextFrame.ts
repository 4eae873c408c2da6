/**
 * Jobs for the frame that is made next. What one of them causes in another viewport (a window dragged over three panes)
 * is done in the same frame; where nobody asks, no frame is made and the page sleeps.
 */
const asked = new Set<() => void>();
let coming = false;

/** However often it is asked for, a job is done once. */
export function inNextFrame(job: () => void): void {
  asked.add(job);
  if (coming) return;
  coming = true;
  requestAnimationFrame(doAll);
}

export function notInNextFrame(job: () => void): void {
  asked.delete(job);
}

function doAll(): void {
  const done = new Set<() => void>();
  try {
    // Those that are asked for on the way are come to as well; once a frame each.
    for (const job of asked) {
      if (done.has(job)) continue;
      done.add(job);
      asked.delete(job);
      job();
    }
  } finally {
    coming = asked.size > 0;
    if (coming) requestAnimationFrame(doAll);
  }
}
