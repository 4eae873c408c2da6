/** The page of one contender: hands requests on to its worker. */
import type { Answer, Request } from './protocol.ts';

declare global {
  interface Window {
    readonly ask: (request: Request) => Promise<Answer>;
  }
}

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

const ask = (request: Request) =>
  new Promise<Answer>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
    worker.onerror = ({ message }) =>
      resolve({ kind: 'failed', reason: message || 'its worker could not be loaded' });
    worker.postMessage(request);
  });
Object.assign(window, { ask });
