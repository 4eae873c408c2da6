import { useEffect, useRef, useState } from 'react';
import { calm, statusLine, type Calm } from '../study/index.ts';
import { useFindings, useStudy } from './useRoom.ts';
import { tell } from './words/index.ts';

/** What goes on, twice: for the eye as it is now, and for a screen reader now and then. */
export function StatusLine() {
  const findings = useFindings((state) => state);
  const intake = useStudy((study) => study.intake);
  const series = useStudy((study) => study.series);
  const line = statusLine({ intake, series }, findings).map(tell).join(' · ');
  const [said, say] = useState(line);
  const speaker = useRef<Calm>(undefined);
  useEffect(() => {
    const mine = calm(say);
    speaker.current = mine;
    return () => mine.stop();
  }, []);
  useEffect(() => speaker.current?.set(line), [line]);
  return (
    <div className="status">
      <p aria-hidden>{line}</p>
      <p role="status" className="visually-hidden">
        {said}
      </p>
    </div>
  );
}
