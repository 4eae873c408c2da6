import { software } from './exports.ts';
import { StatusLine } from './StatusLine.tsx';

export function Footer() {
  return (
    <footer className="footer">
      <StatusLine />
      <p className="disclaimer">Not a medical device. Not for diagnostic use.</p>
      <p className="version">{software}</p>
    </footer>
  );
}
