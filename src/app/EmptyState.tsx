import { FolderDown } from 'lucide-react';
import { Message } from './Message.tsx';
import { ModelTrouble } from './ModelTrouble.tsx';
import { NotLoaded } from './left/NotLoaded.tsx';
import { OpenButtons } from './header/OpenButtons.tsx';
import { useStudy } from './useRoom.ts';

export function EmptyState() {
  const intake = useStudy((state) => state.intake);
  return (
    <main className="empty">
      <Message />
      <section className="drop-area" aria-label="Open a study">
        <FolderDown size={44} strokeWidth={1.25} aria-hidden />
        <h2>{intake.phase === 'reading' ? 'Reading the files…' : 'Drop a head CT here'}</h2>
        {intake.phase === 'failed' ? (
          <p className="trouble" role="alert">
            {intake.failure.reason}
          </p>
        ) : (
          <ul>
            <li>A folder, single DICOM files, a ZIP or a disc with a DICOMDIR.</li>
            <li>Every slice gets the probability of five kinds of intracranial hemorrhage.</li>
            <li>All of it happens on this computer: no image leaves the machine.</li>
          </ul>
        )}
        <OpenButtons size="md" />
      </section>
      <ModelTrouble />
      <NotLoaded />
    </main>
  );
}
