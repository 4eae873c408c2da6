import process from 'node:process';
import { EXIT, type Terminal } from './command.ts';

/** What a shell says of a program that a closed pipe ended: 128 and the number of SIGPIPE, which Node ignores. */
const BROKEN_PIPE = 141;

/** The real terminal: standard output for results, standard error for words. */
export function processTerminal(): Terminal {
  let progressShown = false;
  const clear = () => {
    if (progressShown) process.stderr.write('\r\x1b[2K');
    progressShown = false;
  };
  const message = (line: string) => {
    clear();
    process.stderr.write(`${line}\n`);
  };
  // Both streams report a failed write as an event, after `write` has returned.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever read has seen enough, as `head` has, and wants no words about it.
    if (error.code === 'EPIPE') process.exit(BROKEN_PIPE);
    message(`hemolens: standard output could not be written: ${error.message}. [cli/cannot-write]`);
    process.exit(EXIT.failure);
  });
  // Nobody listens to words any more; the results are still worth having.
  process.stderr.on('error', () => undefined);
  return {
    out(text) {
      clear();
      process.stdout.write(text);
    },
    message,
    progress(line) {
      if (!process.stderr.isTTY) return;
      process.stderr.write(`\r\x1b[2K${line}`);
      progressShown = true;
    },
  };
}
