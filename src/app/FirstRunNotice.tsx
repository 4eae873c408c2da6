import { Button } from '@mantine/core';
import { ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import * as v from 'valibot';
import { keep, kept } from './kept.ts';
import { t } from './words/index.ts';

const KEY = 'hemolens.notice';
const UNDERSTOOD = v.literal('understood');

/** What everyone reads once before the first image; the footer keeps the short form for ever. */
export function FirstRunNotice() {
  const [seen, setSeen] = useState(() => kept(KEY, UNDERSTOOD) !== undefined);
  if (seen) return null;
  const understood = () => {
    keep(KEY, UNDERSTOOD.literal);
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
