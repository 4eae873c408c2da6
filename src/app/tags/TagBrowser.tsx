import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { fileName } from '../format.ts';
import { useRoom } from '../useRoom.ts';
import { rowText, tagRows, type TagRow } from './rows.ts';
import { TagTable } from './TagTable.tsx';
import { useTags } from './useTags.ts';
import { countWords, wholeWords, WORDS } from './words.ts';

/** Said once the typing rests. */
const SAID_AFTER_MS = 600;

export function TagBrowser() {
  const { study } = useRoom();
  const { phase, path, elements, failure } = useTags();
  const [query, setQuery] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<string>();
  const [told, setTold] = useState('');
  const { rows, all, matches } = useMemo(() => tagRows(elements, query, closed), [elements, query, closed]);
  const row = rows.find((one) => one.path === active) ?? rows[0];
  const state = phase === 'reading' ? WORDS.reading : failure ? '' : countWords(matches, all, query);
  const [said] = useDebouncedValue(state, SAID_AFTER_MS);

  const fold = (branch: TagRow, to: 'open' | 'closed') => {
    const next = new Set(closed);
    if (to === 'closed') next.add(branch.path);
    else next.delete(branch.path);
    setClosed(next);
  };
  const copy = (text: string) =>
    navigator.clipboard.writeText(text).then(
      () => setTold(WORDS.copied),
      () => setTold(WORDS.notCopied),
    );

  return (
    <>
      <div className="tags-head">
        <input
          type="search"
          aria-label={WORDS.search}
          placeholder={WORDS.search}
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
        <Button size="compact-sm" variant="default" onClick={() => study.step(-1)}>
          {WORDS.previous}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => study.step(1)}>
          {WORDS.next}
        </Button>
      </div>
      <p className="tags-file dim" title={path}>
        {fileName(path)}
      </p>
      {failure && (
        <p role="alert">
          {failure.reason} {failure.file !== undefined && fileName(failure.file)} <code>{failure.code}</code>
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
          copy={(one) => void copy(one.cells[4])}
        />
      )}
      {!row && phase === 'read' && <p className="tags-none">{WORDS.none}</p>}
      {row && (
        <div className="tags-detail">
          <ActiveRow row={row} />
          <div className="tags-copy">
            <Button size="compact-sm" variant="default" onClick={() => void copy(row.cells[4])}>
              {WORDS.copyValue}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => void copy(rowText(row))}>
              {WORDS.copyRow}
            </Button>
            <span role="log">{told}</span>
          </div>
        </div>
      )}
    </>
  );
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
        <div className="dim">{wholeWords(value.whole.count, value.whole.of)}</div>
      )}
    </div>
  );
}
