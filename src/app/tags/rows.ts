/** The lines of the tag browser: what of the tree is open, and what a search leaves of it. */
import type { TagElement, TagValue } from '../../dicom/index.ts';
import { t } from '../words/index.ts';

/** What stands on a line, in this order. */
export const COLUMNS = ['tag', 'vr', 'name', 'keyword', 'value'] as const;
/** Which of them is the value. */
export const VALUE = 4;

export interface TagRow {
  /** An element's path, or that of an item of a sequence. */
  readonly path: string;
  /** From 1. */
  readonly level: number;
  /** Of what can be opened and closed. */
  readonly branch: 'open' | 'closed' | undefined;
  /** Of the item that describes the frame on screen. */
  readonly onScreen?: true;
  /** Absent where the line is an item of a sequence. */
  readonly element: TagElement | undefined;
  /** One a column, as they stand on the line. */
  readonly cells: readonly [tag: string, vr: string, name: string, keyword: string, value: string];
}

export interface TagRows {
  readonly rows: readonly TagRow[];
  /** Elements, items not counted. */
  readonly all: number;
  /** Those that the search finds; all where nothing is searched for. */
  readonly matches: number;
}

/**
 * @param query   looked for in tag, name, keyword and value, letters of either case; '' for everything
 * @param closed  paths whose contents are not listed; a search opens what it finds something in
 * @param onScreen  path of the item that describes the frame on screen
 */
export function tagRows(
  elements: readonly TagElement[],
  query: string,
  closed: ReadonlySet<string>,
  onScreen?: string,
): TagRows {
  const sought = folded(query.trim());
  const counted = { all: 0, matches: 0 };

  function linesOf(element: TagElement, level: number): TagRow[] {
    const { path, tag, vr, name, keyword, value } = element;
    const cells = [tag, vr, name, keyword, valueWords(value)] as const;
    const matches = isFound(cells, sought);
    counted.all += 1;
    if (matches) counted.matches += 1;
    if (value.kind !== 'sequence') {
      return matches ? [{ path, level, branch: undefined, element, cells }] : [];
    }
    const inside = value.items.flatMap((item, index) => {
      const lines = item.flatMap((one) => linesOf(one, level + 2));
      if (sought !== '' && lines.length === 0) return [];
      const own = `${path}/${index + 1}`;
      const shut = sought === '' && closed.has(own);
      const head: TagRow = {
        path: own,
        level: level + 1,
        branch: shut ? 'closed' : 'open',
        element: undefined,
        ...(own === onScreen && { onScreen: true }),
        cells: [
          '',
          '',
          t(own === onScreen ? 'tags.itemOnScreen' : 'tags.item', { number: index + 1 }),
          '',
          '',
        ],
      };
      return shut ? [head] : [head, ...lines];
    });
    if (!matches && inside.length === 0) return [];
    const shut = sought === '' && closed.has(path);
    const branch =
      value.items.length === 0 || (sought !== '' && inside.length === 0) ? undefined : state(shut);
    return [{ path, level, branch, element, cells }, ...(shut ? [] : inside)];
  }

  const rows = elements.flatMap((element) => linesOf(element, 1));
  return { rows, ...counted };
}

/** The Per-Frame Functional Groups: an item a frame, in their order (PS3.3 C.7.6.16). */
export const PER_FRAME = 'x52009230';

/** Path of the item that describes a frame; undefined in a file that has none. @param frame  from 1 */
export function itemOfFrame(elements: readonly TagElement[], frame: number): string | undefined {
  const groups = elements.find(({ path }) => path === PER_FRAME)?.value;
  const described = groups?.kind === 'sequence' && groups.items.length >= frame;
  return described ? `${PER_FRAME}/${frame}` : undefined;
}

const state = (shut: boolean) => (shut ? 'closed' : 'open');

/** Where the search is found in a text: what stands before it, it, and what comes after; undefined where it is not. */
export function foundIn(text: string, query: string): readonly [string, string, string] | undefined {
  const sought = folded(query.trim());
  const at = sought === '' ? -1 : folded(text).indexOf(sought);
  const end = at + sought.length;
  return at < 0 ? undefined : [text.slice(0, at), text.slice(at, end), text.slice(end)];
}

/** A row as it is copied: its cells parted by tabs, for a table elsewhere. */
export function rowText({ cells }: TagRow): string {
  return cells.join('\t');
}

function isFound([tag, , name, keyword, value]: TagRow['cells'], sought: string): boolean {
  return [tag, tag.replace(/[(),]/g, ''), name, keyword, value].some((text) => folded(text).includes(sought));
}

/** Letter for letter, so that a place in it is the same place in the text. */
function folded(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}

function valueWords(value: TagValue): string {
  if (value.kind === 'text') {
    const text = value.values.join(' \\ ');
    return value.meaning === undefined ? text : `${text} = ${value.meaning}`;
  }
  return value.kind === 'binary' ? binaryWords(value.length, value.start) : '';
}

function binaryWords(length: number | undefined, start: string): string {
  if (length === undefined) return t('tags.compressed');
  const size = t('tags.bytes', { number: length });
  return start === '' ? size : `${size}: ${start}${length * 3 > start.length + 1 ? ' …' : ''}`;
}
