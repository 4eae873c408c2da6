import type { Command } from './command.ts';
import { keyImage } from './keyImage.ts';
import { toolCommands } from './mouse.ts';
import { sliceCommands } from './slices.ts';
import { studyCommands } from './study.ts';
import { viewCommands } from './view.ts';
import { windowCommands } from './windows.ts';

/** Every command of the page, in the order of the help sheet. */
export const commands: readonly Command[] = [
  ...windowCommands,
  ...sliceCommands,
  keyImage,
  ...viewCommands,
  ...toolCommands,
  ...studyCommands,
];

/** What a key press means here: the part of a KeyboardEvent that counts, and what kind of thing has the focus. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** What has the focus keeps its keys: a `button` is pressed with space, a `list` is walked with arrows as well. */
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

/** The command of a key; undefined where the key belongs to the browser or to what has the focus. */
export function commandOf(press: KeyPress): Command | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey || press.focus === 'text') return undefined;
  if (press.focus !== 'page' && press.key === ' ') return undefined;
  if (press.focus === 'list' && OF_LISTS.has(press.key)) return undefined;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  return commands.find(({ keys }) => keys.includes(key));
}

/** A key as it stands on the keyboard. */
export function keyName(key: string): string {
  const names: Record<string, string> = {
    ' ': 'Space',
    ArrowUp: '↑',
    ArrowDown: '↓',
    ArrowLeft: '←',
    ArrowRight: '→',
    PageUp: 'Page ↑',
    PageDown: 'Page ↓',
    Escape: 'Esc',
    '-': '−',
  };
  return names[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}
