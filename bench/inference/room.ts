/** Where contenders are seated: a browser or Node. Both seat one a process, so that one that dies or hangs leaves alone. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import type { Answer, Request, Seat } from './protocol.ts';

export interface Room {
  /** E.g. `Chromium 156.0.8078.79`. */
  readonly name: string;
  seat(): Promise<Seat>;
  /** Ends every seat, and whatever still runs on the adapter. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}

export const openNode = (): Promise<Room> =>
  Promise.resolve({
    name: `Node ${process.version} over Dawn`,
    seat: () => Promise.resolve(seatInProcess()),
    reopen: () => Promise.resolve(),
    close: () => Promise.resolve(),
  });

function seatInProcess(): Seat {
  const child = fork(join(import.meta.dirname, 'child.ts'), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const died = once(child, 'exit').then(([code, signal]: unknown[]): Answer => ({
    kind: 'failed',
    reason: `its process ended (${String(signal ?? code)})`,
  }));
  return {
    async ask(request: Request) {
      const spoke = once(child, 'message').then(([answer]: unknown[]) => answer as Answer);
      if (child.connected) child.send(request);
      return Promise.race([spoke, died]);
    },
    async stop() {
      child.kill('SIGKILL');
      await died;
      return true;
    },
  };
}
