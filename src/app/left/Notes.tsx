import { TriangleAlert } from 'lucide-react';
import { notices } from '../../study/index.ts';
import { useStudy } from '../useRoom.ts';

/** What a reader should know of the series and of the file on screen: tilt, gaps, a missing rescale. */
export function Notes() {
  const all = notices(useStudy((state) => state));
  if (all.length === 0) return null;
  return (
    <section className="notes">
      <h2>Notes</h2>
      <ul aria-label="Notes">
        {all.map(({ text }) => (
          <li key={text}>
            <TriangleAlert size={13} aria-hidden />
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
