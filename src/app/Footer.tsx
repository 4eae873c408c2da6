import { statusLine } from '../study/index.ts';
import { software } from './exports.ts';
import { useFindings, useStudy } from './useRoom.ts';

export function Footer() {
  const study = useStudy((state) => state);
  const findings = useFindings((state) => state);
  return (
    <footer className="footer">
      <p role="status">{statusLine(study, findings)}</p>
      <p className="disclaimer">Not a medical device. Not for diagnostic use.</p>
      <p className="version">{software}</p>
    </footer>
  );
}
