/** Makes the demo study in a thread of its own, slice by slice. */
import { expose, transfer } from 'comlink';
import { demoStudy } from '../phantom/index.ts';

const demo = {
  /** Waits for the listener before it makes the next slice. */
  async make(tell: (path: string, bytes: Uint8Array<ArrayBuffer>, count: number) => unknown): Promise<void> {
    for (const { path, bytes, count } of demoStudy()) {
      await tell(path, transfer(bytes, [bytes.buffer]), count);
    }
  },
};

export type DemoWorker = typeof demo;

expose(demo);
