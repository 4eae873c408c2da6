import { memo } from 'react';
import { TriangleAlert } from 'lucide-react';
import { useStore } from 'zustand';
import type { Notice } from '../../dicom/index.ts';
import { notices } from '../../study/index.ts';
import { useStudy } from '../useRoom.ts';
import { language, t, tell } from '../words/index.ts';

/** What a reader should know of the series and of the file on screen: tilt, gaps, a missing rescale. */
export function Notes() {
  return <NoteList all={notices(useStudy((state) => state))} />;
}

/** Most slices of a series have the same notes. */
const NoteList = memo(
  ({ all }: { readonly all: readonly Notice[] }) => {
    useStore(language);
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
  },
  (before, after) =>
    before.all.length === after.all.length &&
    before.all.every(({ text }, index) => text === after.all[index]?.text),
);
NoteList.displayName = 'NoteList';
