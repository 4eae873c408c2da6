import { TriangleAlert } from 'lucide-react';
import { notices } from '../../study/index.ts';
import { useStudy } from '../useRoom.ts';
import { t, tell } from '../words/index.ts';

/** What a reader should know of the series and of the file on screen: tilt, gaps, a missing rescale. */
export function Notes() {
  const all = notices(useStudy((state) => state));
  if (all.length === 0) return null;
  return (
    <section className="notes">
      <h2>{t('notes.heading')}</h2>
      <ul aria-label={t('notes.heading')}>
        {all.map((notice) => (
          <li key={notice.text}>
            <TriangleAlert size={13} aria-hidden />
            <span>{tell(notice)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
