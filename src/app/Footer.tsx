import { software } from './software.ts';
import { StatusLine } from './StatusLine.tsx';
import { t } from './words/index.ts';

export function Footer() {
  return (
    <footer className="footer">
      <StatusLine />
      <p className="disclaimer">{t('report.notice')}</p>
      <p className="version">{software}</p>
    </footer>
  );
}
