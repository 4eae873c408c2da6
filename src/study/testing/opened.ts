import type { IntakeListener } from '../../intake/index.ts';
import type { StudyStore } from '../studyTypes.ts';

/** A reading held open, so that the test says when files arrive and when it ends. */
export function opened(study: StudyStore) {
  const held: {
    listener?: IntakeListener;
    end?: () => void;
    fail?: (cause: unknown) => void;
    aborted: boolean;
  } = { aborted: false };
  const done = study.open((listener, signal) => {
    held.listener = listener;
    signal.addEventListener('abort', () => (held.aborted = true));
    return new Promise<void>((resolve, reject) => {
      held.end = resolve;
      held.fail = reject;
    });
  });
  if (!held.listener) throw new Error('the reader was not called');
  return {
    ...held.listener,
    end: () => (held.end?.(), done),
    fail: (cause: unknown) => (held.fail?.(cause), done),
    aborted: () => held.aborted,
  };
}
