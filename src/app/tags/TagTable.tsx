import { ChevronDown, ChevronRight } from 'lucide-react';
import { memo, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { COLUMNS, foundIn, VALUE, type TagRow } from './rows.ts';
import { t } from '../words/index.ts';

/** CSS pixels; `--tag-row` in tags.css is the same. */
const ROW = 28;

/** Rows drawn above and below those in sight. */
const SPARE = 12;

interface TableProps {
  readonly rows: readonly TagRow[];
  readonly active: TagRow;
  readonly query: string;
  readonly setActive: (row: TagRow) => void;
  readonly fold: (row: TagRow, to: 'open' | 'closed') => void;
  readonly copy: (row: TagRow) => void;
}

/**
 * A tree grid with one tab stop: arrows walk it, left and right close and open. Only the rows near those in sight are on the
 * page, so that an enhanced object with thousands of elements is as quick as a small one.
 */
export function TagTable({ rows, active, query, setActive, fold, copy }: TableProps) {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(600);
  const index = rows.indexOf(active);

  useEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([entry]) => entry && setHeight(entry.contentRect.height));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);

  // Whoever chose it: keys, the search, or the button that goes to the frame on screen.
  useEffect(() => {
    if (!box.current) return;
    const at = index * ROW;
    const { scrollTop, clientHeight } = box.current;
    // The head of the table lies over its first row.
    if (at < scrollTop) box.current.scrollTop = at;
    else if (at + 2 * ROW > scrollTop + clientHeight) box.current.scrollTop = at + 2 * ROW - clientHeight;
  }, [index]);

  const go = (to: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (row) setActive(row);
  };
  const walk = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(height / ROW) - 2);
    const parent = rows.findLastIndex((row, i) => i < index && row.level < active.level);
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => go(index + 1),
      ArrowUp: () => go(index - 1),
      PageDown: () => go(index + page),
      PageUp: () => go(index - page),
      Home: () => go(0),
      End: () => go(rows.length - 1),
      ArrowRight: () => (active.branch === 'closed' ? fold(active, 'open') : active.branch && go(index + 1)),
      ArrowLeft: () =>
        active.branch === 'open' && query === '' ? fold(active, 'closed') : parent >= 0 && go(parent),
    };
    const move = moves[event.key];
    const copies = (event.ctrlKey || event.metaKey) && event.key === 'c' && getSelection()?.isCollapsed;
    if (!move && !copies) return;
    event.preventDefault();
    if (move) move();
    else copy(active);
  };

  const first = Math.max(0, Math.floor(top / ROW) - SPARE);
  const shown = rows.slice(first, Math.ceil((top + height) / ROW) + SPARE);
  const outside = !shown.includes(active);
  return (
    <div
      ref={box}
      className="tags-table"
      role="treegrid"
      tabIndex={0}
      aria-label={t('tags.table')}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={outside ? undefined : rowId(active)}
      onKeyDown={walk}
      // By whole rows: what is listed does not change in between.
      onScroll={(event) => setTop(Math.floor(event.currentTarget.scrollTop / ROW) * ROW)}
    >
      <div role="row" className="tags-row tags-columns" aria-rowindex={1}>
        {COLUMNS.map((name) => (
          <span key={name} role="columnheader">
            {t(`tags.column.${name}`)}
          </span>
        ))}
      </div>
      <div role="presentation" style={{ height: first * ROW }} />
      {shown.map((row, i) => (
        <Line
          key={row.path}
          row={row}
          number={first + i + 2}
          chosen={row === active}
          query={query}
          choose={setActive}
          fold={fold}
        />
      ))}
      <div role="presentation" style={{ height: Math.max(0, rows.length - first - shown.length) * ROW }} />
    </div>
  );
}

const rowId = ({ path }: TagRow) => `tag-${path.replaceAll('/', '-')}`;

interface LineProps {
  readonly row: TagRow;
  readonly number: number;
  readonly chosen: boolean;
  readonly query: string;
  readonly choose: TableProps['setActive'];
  readonly fold: TableProps['fold'];
}

/** Those that stay in sight while the table scrolls are not drawn again. */
const Line = memo(function Line({ row, number, chosen, query, choose, fold }: LineProps) {
  const { branch, level, cells } = row;
  const Chevron = branch === 'open' ? ChevronDown : ChevronRight;
  return (
    <div
      id={rowId(row)}
      role="row"
      className="tags-row"
      aria-rowindex={number}
      aria-level={level}
      aria-expanded={branch && branch === 'open'}
      aria-selected={chosen}
      aria-current={row.onScreen}
      onClick={() => choose(row)}
    >
      {cells.map((text, column) => (
        <span
          key={COLUMNS[column]}
          role="gridcell"
          // The standard's own names, and what stands in the file.
          lang={row.element && column !== VALUE ? 'en' : undefined}
          title={text}
          style={column === 0 ? { paddingInlineStart: (level - 1) * 12 } : undefined}
        >
          {column === 0 && (
            <span
              className="tags-fold"
              aria-hidden
              onClick={() => branch && fold(row, branch === 'open' ? 'closed' : 'open')}
            >
              {branch && <Chevron size={14} />}
            </span>
          )}
          <Marked text={text} query={query} />
        </span>
      ))}
    </div>
  );
});

function Marked({ text, query }: { readonly text: string; readonly query: string }) {
  const parts = foundIn(text, query);
  if (!parts) return text;
  const [before, found, after] = parts;
  return (
    <>
      {before}
      <mark>{found}</mark>
      {after}
    </>
  );
}
