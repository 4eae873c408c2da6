/** Keys: how a press is written, what it is called, and which command it belongs to. */
import type { Command } from './command.ts';
import { t } from '../words/index.ts';
import { commands } from './index.ts';

/** Keys that the reader has changed, by command id; a command that is not named has the keys it ships with. */
export type ChangedKeys = Readonly<Record<string, readonly string[]>>;

/** What a key press means here: the part of a KeyboardEvent that counts, and what kind of thing has the focus. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  /** What has the focus keeps its keys: a `button` is pressed with space or enter, a `list` is walked with arrows as well. */
  readonly focus: 'page' | 'button' | 'list' | 'text';
}

const OF_LISTS = new Set([
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'PageUp',
  'PageDown',
  'Home',
  'End',
]);

/** Keys that only change others or that no command may take: the page is walked with Tab. */
const NO_KEYS = new Set([
  'Shift',
  'Control',
  'Alt',
  'AltGraph',
  'Meta',
  'CapsLock',
  'Dead',
  'Process',
  'Unidentified',
  'Tab',
]);

/** As {@link Command.keys} write it; undefined for what is no key of its own. Alt is left to the browser. */
export function keyOf(press: Omit<KeyPress, 'focus'>): string | undefined {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = press;
  if (altKey || NO_KEYS.has(key)) return undefined;
  const ctrl = ctrlKey || metaKey;
  // A sign may need shift to be typed at all, and a letter is the same with caps lock on.
  const shift = shiftKey && (ctrl || key.length > 1);
  return `${ctrl ? 'Ctrl+' : ''}${shift ? 'Shift+' : ''}${key.length === 1 ? key.toLowerCase() : key}`;
}

export function keysOf({ id, keys }: Command, changed: ChangedKeys): readonly string[] {
  return changed[id] ?? keys;
}

/** The command of a key; what the reader gave a key goes before what ships with it. */
export function commandWith(key: string, changed: ChangedKeys): Command | undefined {
  return (
    commands.find(({ id }) => changed[id]?.includes(key)) ??
    commands.find((command) => keysOf(command, changed).includes(key))
  );
}

/** The command of a press; undefined where the key belongs to the browser or to what has the focus. */
export function commandOf(press: KeyPress, changed: ChangedKeys): Command | undefined {
  if (press.focus === 'text') return undefined;
  if (press.focus !== 'page' && (press.key === ' ' || press.key === 'Enter')) return undefined;
  // With Ctrl held, lists and sliders have no use for them.
  const plain = !press.ctrlKey && !press.metaKey;
  if (press.focus === 'list' && plain && OF_LISTS.has(press.key)) return undefined;
  const key = keyOf(press);
  return key === undefined ? undefined : commandWith(key, changed);
}

/** What has another name on another keyboard. */
const NAMED = {
  ' ': 'key.space',
  PageUp: 'key.pageUp',
  PageDown: 'key.pageDown',
  Home: 'key.home',
  End: 'key.end',
  Delete: 'key.delete',
  Backspace: 'key.backspace',
  Enter: 'key.enter',
} as const;

const SIGNS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  '-': '−',
};

/** A key as it stands on the keyboard. */
export function keyName(key: string): string {
  const [, ctrl, shift, plain = key] = /^(Ctrl\+)?(Shift\+)?(.+)$/s.exec(key) ?? [];
  return [ctrl && t('key.ctrl'), shift && t('key.shift'), plainName(plain)].filter(Boolean).join(' ');
}

function plainName(key: string): string {
  if (isNamed(key)) return t(NAMED[key]);
  return SIGNS[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

function isNamed(key: string): key is keyof typeof NAMED {
  return key in NAMED;
}

/** `N or P`; '' of none. */
export function keysInWords(keys: readonly string[]): string {
  return keys.map(keyName).join(t('key.or'));
}

/** The command in a line with its keys, for tooltips. */
export function hintOf(command: Command, changed: ChangedKeys): string {
  const keys = keysOf(command, changed);
  const label = command.label();
  return keys.length === 0 ? label : t('key.withKeys', { command: label, keys: keysInWords(keys) });
}
