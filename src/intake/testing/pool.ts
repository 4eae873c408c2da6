/** What tests of the pool have in common: files by name, readers that do what the test says, a listener that notes all. */
import type { Failure } from '../../base/index.ts';
import { parseInstance, type ReadInstance } from '../../dicom/index.ts';
import type { Reader } from '../pool.ts';
import { FileQueue } from '../queue.ts';
import type { IntakeFile, IntakeListener, IntakeProgress, Outcome } from '../types.ts';
import { tinyCt } from './dicom.ts';

export const file = (path: string): IntakeFile => ({ path, file: new File([], path) });
export const files = (...paths: string[]): IntakeFile[] => paths.map(file);

export function image(path: string, uid = path): Outcome {
  const { instance } = parseInstance(tinyCt(uid), path);
  return { kind: 'instance', read: { instance, slices: [] } };
}

export function queueOf(...paths: string[]): FileQueue {
  const queue = new FileQueue();
  queue.add(files(...paths));
  queue.close();
  return queue;
}

export class Told implements IntakeListener {
  readonly images: string[] = [];
  readonly failures: Failure[] = [];
  readonly progress: IntakeProgress[] = [];

  onInstance(read: ReadInstance) {
    this.images.push(read.instance.file);
  }
  onFailure(failure: Failure) {
    this.failures.push(failure);
  }
  onProgress(progress: IntakeProgress) {
    this.progress.push(progress);
  }
}

/** Readers that answer when the test says so. */
export function stage(answer?: (path: string) => Outcome | Promise<Outcome>) {
  const pending = new Map<string, (outcome: Outcome | Error) => void>();
  const begun: string[] = [];
  /** By path, the reader that was asked last: its number, from 1. */
  const places: Record<string, number> = {};
  let started = 0;
  let disposed = 0;
  return {
    pending,
    begun,
    places: () => places,
    counts: () => ({ started, disposed }),
    startReader(): Promise<Reader> {
      const number = ++started;
      return Promise.resolve({
        read({ path }) {
          begun.push(path);
          places[path] = number;
          if (answer) return Promise.resolve(answer(path));
          return new Promise((resolve, reject) =>
            pending.set(path, (outcome) => {
              pending.delete(path);
              if (outcome instanceof Error) reject(outcome);
              else resolve(outcome);
            }),
          );
        },
        dispose() {
          disposed++;
        },
      });
    },
  };
}

export const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
export const never = new AbortController().signal;
