import { describe, expect, it } from 'vitest';
import { filesFromDrop, filesFromInput } from './index.ts';

interface Tree {
  readonly [name: string]: Tree | File | Error;
}

/** A drop as browsers hand it over: entries that answer by callback, folders that list in batches. */
function drop(tree: Tree, batch = 100, asked: () => void = () => undefined): DataTransfer {
  const items = Object.entries(tree).map(([name, node]) => ({
    kind: 'file',
    webkitGetAsEntry: () => entry(`/${name}`, node, batch, asked),
    getAsFile: () => (node instanceof File ? node : null),
  }));
  return { items } as unknown as DataTransfer;
}

function entry(
  fullPath: string,
  node: Tree | File | Error,
  batch: number,
  asked: () => void,
): FileSystemEntry {
  if (node instanceof File || node instanceof Error) {
    const file = (found: (file: File) => void, failed: (error: Error) => void) => {
      asked();
      if (node instanceof File) found(node);
      else failed(node);
    };
    return { fullPath, isFile: true, isDirectory: false, file } as unknown as FileSystemEntry;
  }
  const children = Object.entries(node).map(([name, child]) =>
    entry(`${fullPath}/${name}`, child, batch, asked),
  );
  const createReader = () => {
    let from = 0;
    return {
      readEntries(found: (entries: FileSystemEntry[]) => void, failed: (error: Error) => void) {
        const next = children.slice(from, (from += batch));
        if (children[from - batch]?.fullPath.endsWith('unlistable')) failed(new Error('gone'));
        else found(next);
      },
    };
  };
  return { fullPath, isFile: false, isDirectory: true, createReader } as unknown as FileSystemEntry;
}

const file = (name: string) => new File(['x'], name);
const paths = (found: readonly { path: string }[]) => found.map(({ path }) => path).sort();

describe('a drop', () => {
  it('yields files from folders within folders, with their paths', async () => {
    const found = await filesFromDrop(
      drop({
        CD: { S1: { I1: file('I1'), I2: file('I2') }, DICOMDIR: file('DICOMDIR') },
        'one.dcm': file('one.dcm'),
      }),
    );
    expect(paths(found)).toEqual(['CD/DICOMDIR', 'CD/S1/I1', 'CD/S1/I2', 'one.dcm']);
  });

  it('lists a folder to its end, however many calls the browser takes', async () => {
    const names = Array.from({ length: 250 }, (_, index) => `I${index}`);
    const folder = Object.fromEntries(names.map((name) => [name, file(name)]));
    expect(await filesFromDrop(drop({ folder }))).toHaveLength(250);
  });

  it('lets the page have its turn while a folder of many files is gone through', async () => {
    let sinceTurn = 0;
    let most = 0;
    const asked = () => {
      most = Math.max(most, ++sinceTurn);
      setTimeout(() => (sinceTurn = 0));
    };
    const names = Array.from({ length: 250 }, (_, index) => `I${index}`);
    const folder = Object.fromEntries(names.map((name) => [name, file(name)]));
    expect(await filesFromDrop(drop({ folder }, 250, asked))).toHaveLength(250);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(100);
  });

  it('keeps the rest where one entry cannot be opened, and tells which', async () => {
    const found = await filesFromDrop(
      drop({ CD: { I1: file('I1'), I2: new Error('locked'), I3: file('I3') } }),
    );
    expect(paths(found)).toEqual(['CD/I1', 'CD/I2', 'CD/I3']);
    expect(found.filter(({ failure }) => failure).map(({ failure }) => failure)).toMatchObject([
      { code: 'intake/unreadable', file: 'CD/I2' },
    ]);
  });

  it('keeps what a folder told before its listing broke off', async () => {
    const found = await filesFromDrop(drop({ CD: { I1: file('I1'), unlistable: file('I2') } }, 1));
    expect(paths(found)).toEqual(['CD', 'CD/I1']);
    expect(found.find(({ path }) => path === 'CD')?.failure?.code).toBe('intake/unreadable-folder');
  });

  it('leaves out what operating systems strew about, and nothing else that is hidden', async () => {
    const junk = { '.DS_Store': file('a'), 'Thumbs.db': file('b'), 'desktop.ini': file('c') };
    const found = await filesFromDrop(
      drop({ CD: { ...junk, '.hidden': file('d'), __MACOSX: { I1: file('e') } }, 'THUMBS.DB': file('f') }),
    );
    expect(paths(found)).toEqual(['CD/.hidden']);
  });

  it('takes the items before the browser empties them', async () => {
    const items = [{ kind: 'file', webkitGetAsEntry: () => null, getAsFile: () => file('I1') }];
    const found = filesFromDrop({ items } as unknown as DataTransfer);
    items.length = 0;
    expect(paths(await found)).toEqual(['I1']);
  });

  it('leaves dropped text alone', async () => {
    const items = [{ kind: 'string', webkitGetAsEntry: () => null, getAsFile: () => null }];
    expect(await filesFromDrop({ items } as unknown as DataTransfer)).toEqual([]);
  });
});

describe('a file input', () => {
  it('yields the folder of each file where there is one', () => {
    const inFolder = Object.defineProperty(file('I1'), 'webkitRelativePath', { value: 'CD/S1/I1' });
    const chosen = [inFolder, file('one.dcm'), file('.DS_Store')] as unknown as FileList;
    expect(paths(filesFromInput(chosen))).toEqual(['CD/S1/I1', 'one.dcm']);
  });
});
