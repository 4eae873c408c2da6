import { CloseButton } from '@mantine/core';
import { useState } from 'react';
import type { Failure } from '../base/index.ts';
import { useRoom, useStudy, useView } from './useRoom.ts';

/** A sentence over the page: what an export left out, or why what was opened changed nothing. */
export function Message() {
  const { view } = useRoom();
  const message = useView((state) => state.message);
  const failure = useStudy(({ intake, series }) =>
    intake.phase === 'failed' && series.length > 0 ? intake.failure : undefined,
  );
  const [dismissed, setDismissed] = useState<Failure>();
  const trouble = failure && failure !== dismissed ? `${failure.reason} The study stays open.` : undefined;
  const text = message ?? trouble;
  if (text === undefined) return null;
  const dismiss = () => {
    if (message === undefined) setDismissed(failure);
    else view.setState({ message: undefined });
  };
  return (
    <div className="message" role="alert">
      {text}
      <CloseButton aria-label="Dismiss" onClick={dismiss} />
    </div>
  );
}
