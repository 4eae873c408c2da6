/** How reading ends before its end: cancelled, or with a reader that breaks. */
import { describe, expect, it } from 'vitest';
import { HemolensError } from '../base/index.ts';
import { readThroughPool, type Reader } from './pool.ts';
import { image, never, queueOf, settle, stage, Told } from './testing/pool.ts';
import type { IntakeFile, Outcome } from './types.ts';

describe('cancelling', () => {
  it('rejects with the reason at once, ends the readers and tells nothing more', async () => {
    const readers = stage();
    const told = new Told();
    const controller = new AbortController();
    const all = readThroughPool(queueOf('1', '2', '3'), told, controller.signal, {
      readers: 2,
      ahead: 1,
      ...readers,
    });
    await settle();
    controller.abort(new Error('enough'));
    await expect(all).rejects.toThrow('enough');
    expect(readers.counts()).toEqual({ started: 2, disposed: 2 });
    const { length } = told.progress;
    readers.pending.get('1')?.(image('1'));
    await settle();
    expect(told.images).toEqual([]);
    expect(told.progress).toHaveLength(length);
    expect(readers.begun).toEqual(['1', '2']);
  });

  it('starts nothing where it was cancelled before', async () => {
    const readers = stage(image);
    const all = readThroughPool(queueOf('1'), new Told(), AbortSignal.abort(), {
      readers: 1,
      ahead: 1,
      ...readers,
    });
    await expect(all).rejects.toMatchObject({ name: 'AbortError' });
    expect(readers.counts().started).toBe(0);
  });

  it('ends a reader that was still starting', async () => {
    const controller = new AbortController();
    let disposed = false;
    let ready: ((reader: Reader) => void) | undefined;
    const startReader = () => new Promise<Reader>((resolve) => (ready = resolve));
    const all = readThroughPool(queueOf('1'), new Told(), controller.signal, {
      readers: 1,
      ahead: 1,
      startReader,
    });
    await settle();
    controller.abort();
    await expect(all).rejects.toMatchObject({ name: 'AbortError' });
    ready?.({ read: ({ path }) => Promise.resolve(image(path)), dispose: () => (disposed = true) });
    await settle();
    expect(disposed).toBe(true);
  });
});

describe('a reader that breaks', () => {
  it('costs the one file it held, and a new one reads on', async () => {
    const told = new Told();
    const readers = stage((path) =>
      path === '2'
        ? Promise.reject(new HemolensError('intake/reader-broke', 'Out of memory.', { file: '2' }))
        : image(path),
    );
    await readThroughPool(queueOf('1', '2', '3'), told, never, { readers: 1, ahead: 1, ...readers });
    expect(told.images).toEqual(['1', '3']);
    expect(told.failures).toEqual([{ code: 'intake/reader-broke', reason: 'Out of memory.', file: '2' }]);
    expect(readers.counts()).toEqual({ started: 2, disposed: 2 });
  });

  it('costs one file alone though others waited behind it: the new one reads them', async () => {
    const told = new Told();
    const readers = stage((path) =>
      path === '2' || readers.counts().started === 1
        ? Promise.reject(new HemolensError('intake/reader-broke', 'Out of memory.', { file: path }))
        : image(path),
    );
    const all = readThroughPool(queueOf('1', '2', '3', '4', '5'), told, never, {
      readers: 1,
      ahead: 3,
      ...readers,
    });
    await all;
    expect(told.failures.map(({ file }) => file)).toEqual(['1', '2']);
    expect(told.images.toSorted()).toEqual(['3', '4', '5']);
    expect(readers.counts()).toEqual({ started: 3, disposed: 3 });
    expect(told.progress.at(-1)).toEqual({ filesFound: 5, filesDone: 5 });
  });

  it('costs one file alone where it lives on, but is ended with others waiting', async () => {
    const told = new Told();
    const waiting: ((error: Error) => void)[] = [];
    let started = 0;
    const startReader = () => {
      const first = ++started === 1;
      return Promise.resolve({
        read({ path }: IntakeFile) {
          if (!first) return Promise.resolve(image(path));
          if (path === '1') return Promise.reject(new Error('it cannot be told'));
          return new Promise<Outcome>((_, reject) => waiting.push(reject));
        },
        dispose: () => waiting.splice(0).forEach((reject) => reject(new Error('ended'))),
      });
    };
    await readThroughPool(queueOf('1', '2', '3'), told, never, { readers: 1, ahead: 3, startReader });
    expect(told.failures).toMatchObject([{ code: 'intake/reader-broke', file: '1' }]);
    expect(told.images.toSorted()).toEqual(['2', '3']);
    expect(started).toBe(2);
  });

  it('stops everything where none can be started in the place of one that broke', async () => {
    const told = new Told();
    let started = 0;
    const startReader = () =>
      ++started === 1
        ? Promise.resolve({
            read: () => Promise.reject(new Error('it broke')),
            dispose: () => undefined,
          })
        : Promise.reject(new HemolensError('intake/no-reader', 'Reload the page.'));
    const all = readThroughPool(queueOf('1', '2', '3'), told, never, { readers: 1, ahead: 2, startReader });
    await expect(all).rejects.toMatchObject({ code: 'intake/no-reader' });
    expect(told.failures.map(({ file }) => file)).toEqual(['1']);
  });

  it('stops everything where none can be started', async () => {
    const told = new Told();
    const startReader = () => Promise.reject(new HemolensError('intake/no-reader', 'Reload the page.'));
    const all = readThroughPool(queueOf('1', '2'), told, never, { readers: 2, ahead: 1, startReader });
    await expect(all).rejects.toMatchObject({ code: 'intake/no-reader' });
    expect(told.images).toEqual([]);
  });
});
