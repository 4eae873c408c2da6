import process from 'node:process';
import type { Terminal } from './command.ts';

/** The real terminal: standard output for results, standard error for words. */
export function processTerminal(): Terminal {
  let progressShown = false;
  const clear = () => {
    if (progressShown) process.stderr.write('\r\x1b[2K');
    progressShown = false;
  };
  return {
    out(text) {
      clear();
      process.stdout.write(text);
    },
    message(line) {
      clear();
      process.stderr.write(`${line}\n`);
    },
    progress(line) {
      if (!process.stderr.isTTY) return;
      process.stderr.write(`\r\x1b[2K${line}`);
      progressShown = true;
    },
  };
}
