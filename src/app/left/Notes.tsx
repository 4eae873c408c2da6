import { TriangleAlert } from 'lucide-react';
import { activeSeries, activeSlice } from '../../study/index.ts';
import { useStudy } from '../useRoom.ts';

/** What a reader should know of the series and of the file on screen: tilt, gaps, a missing rescale. */
export function Notes() {
  const series = useStudy(activeSeries);
  const slice = useStudy(activeSlice);
  const all = [...(series?.notices ?? []), ...(slice?.instance.notices ?? [])];
  const notices = [...new Map(all.map((notice) => [notice.text, notice])).values()];
  if (notices.length === 0) return null;
  return (
    <section className="notes">
      <h2>Notes</h2>
      <ul aria-label="Notes">
        {notices.map(({ text }) => (
          <li key={text}>
            <TriangleAlert size={13} aria-hidden />
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
