import { memo } from 'react';
import { TriangleAlert } from 'lucide-react';
import { useStore } from 'zustand';
import type { Sentence } from '../../base/index.ts';
import {
  extentOf,
  notices,
  seriesCautions,
  seriesShownBeside,
  sliceBeside,
  type StudyState,
} from '../../study/index.ts';
import { seriesName } from '../names.ts';
import { useFindings, useStudy, useView } from '../useRoom.ts';
import { language, t, tell } from '../words/index.ts';

/** What a reader should know of the series and of the file on screen: tilt, gaps, a missing rescale. */
export function Notes() {
  const state = useStudy((all) => all);
  return (
    <>
      <NoteList heading={t('notes.heading')} all={notices(state)} />
      <NotesBeside state={state} />
    </>
  );
}

/** The same of the series beside it, with what speaks against its numbers: the findings panel is of the other one. */
function NotesBeside({ state }: { readonly state: StudyState }) {
  const layout = useView((view) => view.layout);
  const besideKey = useView((view) => view.besideKey);
  const besideOffset = useView((view) => view.besideOffset);
  const series = seriesShownBeside(state, { layout, besideKey });
  const index = series && sliceBeside(state, { besideOffset }, series)?.index;
  const slice = series?.slices[index ?? -1];
  const refused = useFindings(({ slices }) => slices.get(slice?.id ?? '')?.state === 'not-scored');
  if (!series) return null;
  const cautions = refused ? [] : seriesCautions(series, extentOf(state, series));
  const heading = t('notes.beside', { name: seriesName(series, t('pane.series')) });
  return <NoteList heading={heading} all={[...notices(state, series, slice), ...cautions]} />;
}

/** Most slices of a series have the same notes. */
const NoteList = memo(
  ({ heading, all }: { readonly heading: string; readonly all: readonly Sentence[] }) => {
    useStore(language);
    if (all.length === 0) return null;
    return (
      <section className="notes">
        <h2>{heading}</h2>
        <ul aria-label={heading}>
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
    before.heading === after.heading &&
    before.all.length === after.all.length &&
    before.all.every(({ text }, index) => text === after.all[index]?.text),
);
NoteList.displayName = 'NoteList';
