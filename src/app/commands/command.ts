import type { Room } from '../room.ts';

/** Something the reader can do: toolbar, keyboard and help sheet are drawn from one table of these. */
export interface Command {
  readonly id: string;
  readonly label: string;
  readonly group: 'Windows' | 'Slices' | 'View' | 'Mouse' | 'Study';
  /** `KeyboardEvent.key`, letters in lower case. */
  readonly keys: readonly string[];
  run(room: Room): void;
}
