import type { ViewState } from '../../study/index.ts';
import type { Room } from '../room.ts';

/** In the order of the help sheet. */
export const GROUPS = ['windows', 'slices', 'view', 'mouse', 'measure', 'study'] as const;

/** Something the reader can do: toolbar, menus, keyboard and help sheet are drawn from one table of these. */
export interface Command {
  readonly id: string;
  /** What it does, in a line: in the language that the page has then. */
  readonly label: () => string;
  /** Its name on a button and in a menu; without one it is a key alone. */
  readonly name?: () => string;
  readonly group: (typeof GROUPS)[number];
  /** As it ships: `KeyboardEvent.key`, letters in lower case, after `Ctrl+` and `Shift+` where those are held. */
  readonly keys: readonly string[];
  /** For what is on or off. */
  readonly pressed?: (view: ViewState) => boolean;
  /** For what has a value: how it stands now. */
  readonly value?: (view: ViewState) => string;
  /** Where it says no, its key is left to the browser and its button is grey. */
  readonly applies?: (room: Room) => boolean;
  readonly run: (room: Room) => void;
}
