import { describe, expect, it } from 'vitest';
import type { DicomInstance, HounsfieldFrame, Slice } from '../dicom/index.ts';
import { readThroughPool } from './pool.ts';
import { FileQueue } from './queue.ts';
import { files, image, never, queueOf, settle, stage, Told } from './testing/pool.ts';
import type { Outcome } from './types.ts';

const broken = { code: 'dicom/truncated', reason: 'Cut off.', file: 'cut' };

/** One image, of which these frames decode and those do not. */
function copy(path: string, whole: readonly number[], lost: readonly number[]): Outcome {
  const instance = { file: path, sopInstanceUid: '1.2.3' } as DicomInstance;
  const slice = (frame: number) => ({
    id: `1.2.3#${frame}`,
    instance: { patient: {}, study: {} },
    geometry: {},
  });
  const slices = [
    ...whole.map((frame) => ({ slice: slice(frame) as Slice, frame: {} as HounsfieldFrame })),
    ...lost.map((frame) => ({ slice: slice(frame) as Slice, frame: broken })),
  ];
  return { kind: 'instance', read: { instance, slices } };
}

describe('reading through a pool', () => {
  it('gives each reader the next file when it has read the last', async () => {
    const readers = stage();
    const told = new Told();
    const all = readThroughPool(queueOf('1', '2', '3', '4', '5'), told, never, {
      readers: 2,
      ahead: 1,
      ...readers,
    });
    await settle();
    expect(readers.begun).toEqual(['1', '2']);
    readers.pending.get('2')?.(image('2'));
    await settle();
    expect(readers.begun).toEqual(['1', '2', '3']);
    for (const path of ['1', '3', '4', '5']) {
      readers.pending.get(path)?.(image(path));
      await settle();
    }
    await all;
    expect(told.images).toEqual(['2', '1', '3', '4', '5']);
  });

  it('gives a reader files ahead, the first to whoever has none', async () => {
    const readers = stage();
    const all = readThroughPool(queueOf('1', '2', '3', '4', '5'), new Told(), never, {
      readers: 2,
      ahead: 2,
      ...readers,
    });
    await settle();
    expect(readers.begun.toSorted()).toEqual(['1', '2', '3', '4']);
    expect(readers.places()).toEqual({ 1: 1, 2: 2, 3: 1, 4: 2 });
    readers.pending.get('2')?.(image('2'));
    await settle();
    expect(readers.places()[5]).toBe(2);
    for (const path of ['1', '3', '4', '5']) readers.pending.get(path)?.(image(path));
    await all;
    expect(readers.counts()).toEqual({ started: 2, disposed: 2 });
  });

  it('gives nothing behind a large file: others would wait for all of it', async () => {
    const readers = stage();
    const queue = new FileQueue();
    const large = new File([new Uint8Array(9 * 1024 * 1024)], 'large');
    queue.add([{ path: 'large', file: large }, ...files('2', '3', '4')]);
    queue.close();
    const all = readThroughPool(queue, new Told(), never, { readers: 2, ahead: 4, ...readers });
    await settle();
    expect(readers.places()).toEqual({ large: 1, 2: 2, 3: 2, 4: 2 });
    for (const path of ['2', '3', '4', 'large']) readers.pending.get(path)?.(image(path));
    await all;
  });

  it('tells an image before the next file of its reader is opened', async () => {
    const told = new Told();
    const seenWhenOpened: number[] = [];
    const readers = stage((path) => {
      seenWhenOpened.push(told.images.length);
      return image(path);
    });
    await readThroughPool(queueOf('1', '2', '3'), told, never, { readers: 1, ahead: 1, ...readers });
    expect(seenWhenOpened).toEqual([0, 1, 2]);
  });

  it('starts no more readers than there are files, and ends them all', async () => {
    const readers = stage(image);
    await readThroughPool(queueOf('1'), new Told(), never, { readers: 4, ahead: 1, ...readers });
    expect(readers.counts()).toEqual({ started: 1, disposed: 1 });
  });

  it('counts every file, whatever became of it', async () => {
    const told = new Told();
    const failure = { code: 'x/y', reason: 'No.', file: '2' };
    const outcomes: Record<string, Outcome> = { 2: { kind: 'failure', failure }, 3: { kind: 'junk' } };
    const readers = stage((path) => outcomes[path] ?? image(path));
    await readThroughPool(queueOf('1', '2', '3'), told, never, { readers: 1, ahead: 1, ...readers });
    expect(told.progress.map(({ filesDone, filesFound }) => [filesDone, filesFound])).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
    expect(told.failures).toEqual([failure]);
    expect(told.images).toEqual(['1']);
  });

  it('ends where there is nothing to read', async () => {
    const told = new Told();
    await readThroughPool(queueOf(), told, never, { readers: 2, ahead: 1, ...stage(image) });
    expect(told.progress).toEqual([{ filesFound: 0, filesDone: 0 }]);
  });

  it('loads an image that comes twice once, and names the other file', async () => {
    const told = new Told();
    const readers = stage((path) => image(path, '1.2.3'));
    await readThroughPool(queueOf('a/1', 'b/1'), told, never, { readers: 1, ahead: 1, ...readers });
    expect(told.images).toEqual(['a/1']);
    expect(told.failures).toMatchObject([{ code: 'intake/duplicate', file: 'b/1' }]);
    expect(told.failures[0]?.reason).toContain('a/1');
  });

  it.each([
    ['before', ['cut', 'whole'], ['cut', 'whole'], []],
    ['after', ['whole', 'cut'], ['whole'], ['cut']],
  ])('loads a copy that decodes, though one that does not came %s it', async (_, paths, images, failed) => {
    const told = new Told();
    const readers = stage((path) => (path === 'cut' ? copy(path, [], [1]) : copy(path, [1], [])));
    await readThroughPool(queueOf(...paths), told, never, { readers: 1, ahead: 1, ...readers });
    expect(told.images).toEqual(images);
    expect(told.failures).toEqual(failed.map((file) => ({ ...broken, file })));
  });

  it('loads both of two copies that have what the other lacks, and none that adds nothing', async () => {
    const told = new Told();
    const copies: Record<string, Outcome> = {
      a: copy('a', [1, 2], [3]),
      b: copy('b', [3], [1, 2]),
      c: copy('c', [1, 2, 3], []),
    };
    const readers = stage((path) => copies[path] ?? image(path));
    await readThroughPool(queueOf('a', 'b', 'c'), told, never, { readers: 1, ahead: 1, ...readers });
    expect(told.images).toEqual(['a', 'b']);
    expect(told.failures).toMatchObject([{ code: 'intake/duplicate', file: 'c' }]);
  });

  it('reads what an archive holds before it ends, with all its readers', async () => {
    const told = new Told();
    const readers = stage((path) =>
      path === 'a.zip'
        ? settle().then((): Outcome => ({ kind: 'files', files: files('a.zip/1', 'a.zip/2', 'a.zip/3') }))
        : image(path),
    );
    await readThroughPool(queueOf('a.zip'), told, never, { readers: 3, ahead: 1, ...readers });
    expect(told.images.toSorted()).toEqual(['a.zip/1', 'a.zip/2', 'a.zip/3']);
    expect(readers.counts().started).toBe(3);
    expect(told.progress.at(-1)).toEqual({ filesFound: 4, filesDone: 4 });
  });

  it('waits for a source that is still running', async () => {
    const told = new Told();
    const queue = new FileQueue();
    const all = readThroughPool(queue, told, never, { readers: 2, ahead: 1, ...stage(image) });
    await settle();
    queue.add(files('1'));
    await settle();
    expect(told.images).toEqual(['1']);
    queue.add(files('2'));
    queue.close();
    await all;
    expect(told.images).toEqual(['1', '2']);
  });
});
