import { CloseButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Failure } from '../base/index.ts';
import { failuresInWords } from './failures.ts';
import { putAway } from './messages.ts';
import { useRoom, useStudy, useView } from './useRoom.ts';
import { reasonOf, t } from './words/index.ts';

/** Long enough to read two sentences twice. */
const INFORMATION_STAYS_MS = 10_000;

/** Sentences over the page: what an export left out, or why what was opened changed nothing. */
export function Message() {
  const { view } = useRoom();
  const message = useView((state) => state.message);
  const refused = useStudy(({ intake, series }) =>
    intake.phase === 'failed' && series.length > 0 ? intake : undefined,
  );
  const [dismissed, setDismissed] = useState<typeof refused>();
  const trouble = refused && refused !== dismissed ? sentencesOf(refused) : undefined;
  const dismiss = () => {
    if (message === undefined) setDismissed(refused);
    else putAway(view);
  };

  useEffect(() => {
    if (message?.tone !== 'information') return;
    const timer = setTimeout(() => putAway(view), INFORMATION_STAYS_MS);
    return () => clearTimeout(timer);
  }, [message, view]);

  const text = message?.text() ?? trouble;
  if (text === undefined) return null;
  return (
    <div className="message" role="alert">
      <span>{text}</span>
      <CloseButton size="sm" aria-label={t('app.dismiss')} onClick={dismiss} />
    </div>
  );
}

function sentencesOf({
  failure,
  failures,
}: {
  readonly failure: Failure;
  readonly failures: readonly Failure[];
}): string {
  return [t('app.staysOpen', { reason: reasonOf(failure) }), ...failuresInWords(failures)].join('\n');
}
