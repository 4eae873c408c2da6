/**
 * Lets a newer version of the page in where nobody is at it. It takes the place of the old one in all tabs at once, which then
 * load again: a tab that is in use holds a lock that every other tab can see.
 */
import { registerSW } from 'virtual:pwa-register';
import type { StudyStore, ViewStore } from '../study/index.ts';
import { inform } from './messages.ts';
import { t } from './words/index.ts';

const IN_USE = 'hemolens.in-use';

/** What shows a hand, which may have opened a dialog of the browser's that the page does not see. */
const HANDS = ['pointerdown', 'keydown', 'dragenter'] as const;

export function keepUpToDate({
  study,
  view,
}: {
  readonly study: StudyStore;
  readonly view: ViewStore;
}): void {
  // On an insecure page there are neither service workers nor locks; some browsers have no workers in private windows.
  if (!isSecureContext || !('serviceWorker' in navigator)) return;
  const container = navigator.serviceWorker;
  // The first worker of all takes over a page that is as new as it is. A page that was loaded past its worker is not served
  // by it either, and may be older than the next.
  let served = container.controller !== null;
  void container.getRegistration().then((registration) => (served ||= Boolean(registration?.active)));
  container.addEventListener('controllerchange', () => {
    if (served) location.reload();
    served = true;
  });
  registerSW({
    immediate: true,
    onNeedRefresh() {
      if (isOpen()) inform(view, () => t('app.newerVersion'));
      follow();
    },
    // Above, for the library knows of tabs alone that saw the newer version come.
    onNeedReload: () => undefined,
  });

  /** A study, files on their way, or why they do not open. */
  const isOpen = () => {
    const { series, intake } = study.getState();
    return series.length > 0 || intake.phase === 'reading' || intake.phase === 'failed';
  };
  let touched = false;
  let use: Use | undefined;
  function follow(): void {
    const inUse = isOpen() || (touched && !document.hidden);
    if (inUse && !use) use = hold();
    if (inUse) return;
    const left = use?.end();
    use = undefined;
    void letInWhereNobodyIs(left);
  }

  study.subscribe(follow);
  document.addEventListener('visibilitychange', follow);
  for (const hand of HANDS) {
    const touch = () => {
      touched = true;
      follow();
    };
    addEventListener(hand, touch, { once: true, capture: true });
  }
}

interface Use {
  /** @returns when the lock is free of this tab */
  end(): Promise<unknown>;
}

function hold(): Use {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const ended = navigator.locks.request(IN_USE, { mode: 'shared' }, () => held);
  return {
    end() {
      letGo();
      return ended;
    },
  };
}

/** Not waited for: a request in the queue would keep other tabs from saying that they are in use. */
async function letInWhereNobodyIs(left: Promise<unknown> | undefined): Promise<void> {
  await left;
  const registration = await navigator.serviceWorker.getRegistration();
  if (!registration?.waiting) return;
  await navigator.locks.request(IN_USE, { ifAvailable: true }, (free) => {
    if (free) registration.waiting?.postMessage({ type: 'SKIP_WAITING' });
  });
}
