import { CloseButton } from '@mantine/core';
import { useRoom, useStudy, useView } from './useRoom.ts';

/** A sentence over the page: what an export left out, or why what was opened changed nothing. */
export function Message() {
  const { view } = useRoom();
  const message = useView((state) => state.message);
  const trouble = useStudy(({ intake, series }) =>
    intake.phase === 'failed' && series.length > 0 ? intake.failure.reason : undefined,
  );
  if (message !== undefined) {
    return (
      <div className="message" role="alert">
        {message}
        <CloseButton aria-label="Dismiss" onClick={() => view.setState({ message: undefined })} />
      </div>
    );
  }
  return trouble === undefined ? null : (
    <div className="message" role="alert">
      {trouble} The study that was open stays.
    </div>
  );
}
