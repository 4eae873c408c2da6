/** A command of the terminal: one file each, listed in `cli/dispatch.ts`. */
export interface Command {
  readonly name: string;
  /** The line of `hemolens --help`, arguments as the user types them. */
  readonly usage: string;
  readonly summary: string;
  /** Parses its own arguments. @throws {UsageError} where they are off */
  run(args: readonly string[], terminal: Terminal): Promise<ExitCode>;
}

/** 0 all done; 1 failure; 2 usage; 3 done, but some files could not be read or scored, each named with its reason. */
export const EXIT = { done: 0, failure: 1, usage: 2, partly: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Where a command's words go: results to standard output, progress and messages to standard error. */
export interface Terminal {
  /** A piece of the result, written as it is. */
  out(text: string): void;
  /** A message: one line, its end is added. */
  message(line: string): void;
  /** A line that replaces the last one on a real terminal, and is left out elsewhere. */
  progress(line: string): void;
}

/** Arguments that make no sense; the message says which. Ends with exit code 2 and the usage line. */
export class UsageError extends Error {}
