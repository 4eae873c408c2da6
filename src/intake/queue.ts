/**
 * The files still to be read, for several readers at once. It ends when nothing is left and nobody can add more: an
 * archive being read may yet turn out to hold files, and so may a source that is still running.
 */
import type { IntakeFile, IntakeProgress } from './types.ts';

export class FileQueue {
  private readonly files: IntakeFile[] = [];
  private readonly waiting: ((file: IntakeFile | undefined) => void)[] = [];
  /** Who may still add files: the source, and every file that is being read. */
  private holders = 1;
  private expected = 0;
  private found = 0;
  private done = 0;
  private next = 0;

  get progress(): IntakeProgress {
    return { filesFound: Math.max(this.found, this.expected), filesDone: this.done };
  }

  add(files: readonly IntakeFile[]): void {
    this.found += files.length;
    for (const file of files) {
      const taker = this.waiting.shift();
      if (taker) this.handOver(file, taker);
      else this.files.push(file);
    }
  }

  /** How many files the source is going to add, where it knows before. */
  expect(files: number): void {
    this.expected = files;
  }

  /** The source has told all its files. */
  close(): void {
    this.release();
  }

  /** The next file, to be answered with {@link finish}; undefined when all is read. */
  take(): Promise<IntakeFile | undefined> {
    return new Promise((resolve) => {
      const file = this.files[this.next];
      if (file) {
        this.next++;
        this.handOver(file, resolve);
      } else if (this.holders === 0) {
        resolve(undefined);
      } else {
        this.waiting.push(resolve);
      }
    });
  }

  /** A file that was taken is read; what it held stands in the queue by now. */
  finish(): void {
    this.done++;
    this.release();
  }

  private handOver(file: IntakeFile, taker: (file: IntakeFile) => void): void {
    this.holders++;
    taker(file);
  }

  private release(): void {
    this.holders--;
    if (this.holders > 0) return;
    for (const taker of this.waiting.splice(0)) taker(undefined);
  }
}
