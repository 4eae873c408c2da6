import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { copyText } from '../clipboard.ts';
import { fileName } from '../format.ts';
import { useRoom } from '../useRoom.ts';
import { itemOfFrame, PER_FRAME, rowText, tagRows, VALUE, type TagRow } from './rows.ts';
import { TagTable } from './TagTable.tsx';
import { useTags } from './useTags.ts';
import { reasonOf, t } from '../words/index.ts';

/** Said once the typing rests. */
const SAID_AFTER_MS = 600;

export function TagBrowser() {
  const { study } = useRoom();
  const { phase, path, elements, frame, failure } = useTags();
  const [query, setQuery] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<string>();
  const [told, setTold] = useState('');
  const onScreen = itemOfFrame(elements, frame);
  const { rows, all, matches } = useMemo(
    () => tagRows(elements, query, closed, onScreen),
    [elements, query, closed, onScreen],
  );
  const row = rows.find((one) => one.path === active) ?? rows[0];
  const state = phase === 'reading' ? t('tags.reading') : failure ? '' : countWords(matches, all, query);
  const [said] = useDebouncedValue(state, SAID_AFTER_MS);

  const fold = (branch: TagRow, to: 'open' | 'closed') => {
    const next = new Set(closed);
    if (to === 'closed') next.add(branch.path);
    else next.delete(branch.path);
    setClosed(next);
  };
  const toFrame = (item: string) => {
    setQuery('');
    setClosed(new Set([...closed].filter((shut) => shut !== PER_FRAME && shut !== item)));
    setActive(item);
  };
  const copy = (text: string) =>
    copyText(text).then(
      () => setTold(t('tags.copied')),
      () => setTold(t('told.notCopied')),
    );

  return (
    <>
      <div className="tags-head">
        <input
          type="search"
          aria-label={t('tags.search')}
          placeholder={t('tags.search')}
          value={query}
          data-autofocus
          onChange={(event) => setQuery(event.target.value)}
        />
        <span className="tags-count" aria-hidden>
          {state}
        </span>
        <span className="visually-hidden" aria-live="polite">
          {said}
        </span>
        {onScreen !== undefined && (
          <Button size="compact-sm" variant="default" onClick={() => toFrame(onScreen)}>
            {t('tags.toFrame')}
          </Button>
        )}
        <Button size="compact-sm" variant="default" onClick={() => study.step(-1)}>
          {t('does.previousSlice')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => study.step(1)}>
          {t('does.nextSlice')}
        </Button>
      </div>
      <p className="tags-file dim" title={path}>
        {fileName(path)}
      </p>
      {failure && (
        <p role="alert">
          {reasonOf(failure)} {failure.file !== undefined && fileName(failure.file)}{' '}
          <code>{failure.code}</code>
        </p>
      )}
      {row && (
        <TagTable
          rows={rows}
          active={row}
          query={query}
          setActive={({ path: chosen }) => {
            setActive(chosen);
            setTold('');
          }}
          fold={fold}
          copy={(one) => void copy(one.cells[VALUE])}
        />
      )}
      {!row && phase === 'read' && <p className="tags-none">{t('tags.none')}</p>}
      {row && (
        <div className="tags-detail">
          <ActiveRow row={row} />
          <div className="tags-copy">
            <Button size="compact-sm" variant="default" onClick={() => void copy(row.cells[VALUE])}>
              {t('tags.copyValue')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => void copy(rowText(row))}>
              {t('tags.copyRow')}
            </Button>
            <span role="log">{told}</span>
          </div>
        </div>
      )}
    </>
  );
}

/** How much of the file is listed. */
function countWords(matches: number, all: number, query: string): string {
  return query.trim() === '' ? t('tags.elements', { count: all }) : t('tags.matches', { matches, all });
}

/** The line in full: values below each other. */
function ActiveRow({ row }: { readonly row: TagRow }) {
  const [tag, vr, name, , words] = row.cells;
  const value = row.element?.value;
  const values = value?.kind === 'text' && value.meaning === undefined ? value.values : [words];
  return (
    <div className="tags-value" tabIndex={0} role="group" aria-label={`${tag} ${name}`}>
      <b>
        {tag} {vr} {name}
      </b>
      {values.map((one, index) => (
        <div key={index}>{one}</div>
      ))}
      {value?.kind === 'text' && value.whole && (
        <div className="dim">{t(`tags.whole.${value.whole.of}`, { number: value.whole.count })}</div>
      )}
    </div>
  );
}
