import { Button } from '@mantine/core';
import { ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import { t } from './words/index.ts';

const KEY = 'hemolens.notice';

/** What everyone reads once before the first image; the footer keeps the short form for ever. */
export function FirstRunNotice() {
  const [seen, setSeen] = useState(remembered);
  if (seen) return null;
  const understood = () => {
    remember();
    setSeen(true);
  };
  return (
    <section className="first-run" aria-label={t('notice.label')}>
      <ShieldAlert size={18} aria-hidden />
      <p>
        <strong>{t('notice.purpose')}</strong> {t('notice.text')}
      </p>
      <Button size="compact-sm" variant="default" onClick={understood}>
        {t('notice.understood')}
      </Button>
    </section>
  );
}

/** Storage can be closed to a page; then the notice simply comes again. */
function remembered(): boolean {
  try {
    return localStorage.getItem(KEY) === 'understood';
  } catch {
    return false;
  }
}

function remember(): void {
  try {
    localStorage.setItem(KEY, 'understood');
  } catch {
    return;
  }
}
