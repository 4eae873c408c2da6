import { FolderDown } from 'lucide-react';
import { Message } from './Message.tsx';
import { ModelTrouble } from './ModelTrouble.tsx';
import { NotLoaded } from './left/NotLoaded.tsx';
import { OpenButtons } from './header/OpenButtons.tsx';
import { useStudy } from './useRoom.ts';
import { reasonOf, t } from './words/index.ts';

export function EmptyState() {
  const intake = useStudy((state) => state.intake);
  return (
    <main className="empty">
      <Message />
      <section className="drop-area" aria-label={t('empty.label')}>
        <FolderDown size={44} strokeWidth={1.25} aria-hidden />
        <h2>{intake.phase === 'reading' ? t('empty.reading') : t('empty.drop')}</h2>
        {intake.phase === 'failed' ? (
          <p className="trouble" role="alert">
            {reasonOf(intake.failure)}
          </p>
        ) : (
          <ul>
            <li>{t('empty.what')}</li>
            <li>{t('empty.scores')}</li>
            <li>{t('empty.local')}</li>
          </ul>
        )}
        <OpenButtons size="md" />
      </section>
      <ModelTrouble />
      <NotLoaded />
    </main>
  );
}
