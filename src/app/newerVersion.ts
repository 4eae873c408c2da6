/**
 * Lets a newer version of the page in while no study is open. It takes the place of the old one in all tabs at once, which
 * then load again: a tab that reads holds a lock that every other tab can see.
 */
import { registerSW } from 'virtual:pwa-register';
import type { Room } from './room.ts';
import { t } from './words/index.ts';

const READING = 'hemolens.reading';

interface Reading {
  end(): void;
  /** The lock is free again, of this tab. */
  readonly ended: Promise<void>;
}

export function keepUpToDate({ study, view }: Room): void {
  // Elsewhere there are neither service workers nor locks.
  if (!isSecureContext) return;
  let waits = false;
  const letIn = registerSW({
    immediate: true,
    onNeedRefresh() {
      waits = true;
      // The library does so itself, save in a tab that no version served when it was opened.
      navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
      if (reading) view.setState({ message: { text: () => t('app.newerVersion'), tone: 'information' } });
      else void letInWhereNobodyReads();
    },
  });

  async function letInWhereNobodyReads(): Promise<void> {
    await navigator.locks.request(READING, { ifAvailable: true }, async (free) => {
      if (free) await letIn();
    });
  }

  let reading: Reading | undefined;
  study.subscribe(({ series, intake }) => {
    const reads = series.length > 0 || intake.phase === 'reading';
    if (reads === (reading !== undefined)) return;
    if (!reading) {
      reading = hold();
      return;
    }
    const last = reading;
    reading = undefined;
    last.end();
    if (waits) void last.ended.then(letInWhereNobodyReads);
  });
}

function hold(): Reading {
  let end: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (end = resolve));
  return { end, ended: navigator.locks.request(READING, { mode: 'shared' }, () => held) };
}
