/** Paths of the command line to files: folders are walked whole, in the order people number files. */
import { isUtf8 } from 'node:buffer';
import { open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { HemolensError, toFailure, type Failure } from '../src/base/index.ts';
import { naturalOrder } from '../src/dicom/index.ts';
import { isAppleDouble, isSystemJunk, isZip, packedTwice, unpackImages } from '../src/intake/index.ts';
import { isTooLarge } from './tooLarge.ts';

/** Bytes where a name is not in UTF-8, as on old discs: as text it would lead nowhere. */
type Path = string | Buffer;

export interface FoundFile {
  readonly path: Path;
  /** What messages and results call it: the path as it was given, continued into folders with `/`. */
  readonly display: string;
  /** What came out of an archive; `path` is then the archive's. */
  readonly bytes?: Uint8Array;
}

/** A path, or a folder on the way, with nothing to read behind it. */
export interface FoundNothing {
  /** Names the path as `display` would. */
  readonly failure: Failure & { readonly file: string };
}

const NO_FILE = 'This is neither a file nor a folder, but a pipe, a socket or a device.';

/**
 * Every file under the given paths, folder by folder; what operating systems leave there is left out. Files named outright
 * come as they are, and a zip archive with images in it is read as the folder it was packed from. What leads to no file
 * comes in its place as a failure, and the rest goes on: `cli/no-such-path`; `cli/empty-folder` where nothing lies under a
 * given path; `cli/cannot-read` for a folder that may not be opened, and for what is neither file nor folder in one;
 * `intake/damaged-archive`, `intake/too-large` and `intake/packed` for archives and what is in them.
 */
export async function* findFiles(paths: readonly string[]): AsyncGenerator<FoundFile | FoundNothing> {
  for (const path of paths) {
    if (!(await stat(path).catch(() => undefined))) {
      yield nothing('cli/no-such-path', 'There is no such file or folder.', path);
      continue;
    }
    let empty = true;
    for await (const found of walk(path, path, new Set())) {
      empty = false;
      yield found;
    }
    if (empty) yield nothing('cli/empty-folder', 'There is no file in this folder.', path);
  }
}

/** @throws {HemolensError} `cli/cannot-read` */
export async function bytesOf({ path, display, bytes }: FoundFile): Promise<Uint8Array> {
  if (bytes) return bytes;
  try {
    return await readFile(path);
  } catch (cause) {
    const reason = isTooLarge(cause)
      ? 'The file has 2 GiB or more, which cannot be read whole.'
      : 'The file could not be read: check its permissions.';
    throw new HemolensError('cli/cannot-read', reason, { file: display, cause });
  }
}

/** @param above  real paths of the folders this one lies in: a link back into one of them ends there */
async function* walk(
  path: Path,
  display: string,
  above: ReadonlySet<string>,
): AsyncGenerator<FoundFile | FoundNothing> {
  const kind = await stat(path).catch(() => undefined);
  const inFolder = above.size > 0;
  const own = basename(display);
  if (inFolder && isSystemJunk(kind?.isDirectory() ? `${own}/` : own)) return;
  if (!kind?.isDirectory()) {
    if (kind?.isFile()) {
      const head = await headOf(path);
      if (inFolder && isAppleDouble(head)) return;
      if (isZip(head)) yield* unpacked({ path, display });
      else yield { path, display };
    }
    // Nobody may ever write into a pipe that lies in a folder; of one named outright, as by a shell's `<(…)`, somebody does.
    else if (kind && inFolder) yield nothing('cli/cannot-read', NO_FILE, display);
    // A dangling link is handed on as well: reading it fails, and the failure is named.
    else yield { path, display };
    return;
  }
  const real = await realpath(path);
  if (above.has(real)) return;
  const entries = await readdir(path, { encoding: 'buffer' }).catch(() => undefined);
  if (!entries) {
    yield nothing('cli/cannot-read', 'The folder could not be opened: check its permissions.', display);
    return;
  }
  const named = entries.map((entry) => ({ entry, name: nameIn(entry) }));
  for (const { entry, name } of named.sort((a, b) => naturalOrder(a.name, b.name))) {
    yield* walk(within(path, entry), `${display.replace(/\/+$/, '')}/${name}`, new Set([...above, real]));
  }
}

/** In UTF-8, else in Latin-1, in which every byte is a letter. */
function nameIn(entry: Buffer): string {
  return isUtf8(entry) ? entry.toString() : entry.toString('latin1');
}

function within(folder: Path, entry: Buffer): Path {
  if (typeof folder === 'string' && isUtf8(entry)) return join(folder, entry.toString());
  return Buffer.concat([Buffer.from(folder), Buffer.from(sep), entry]);
}

/** An archive's files in its place, or itself where there is no image in it. */
async function* unpacked(found: FoundFile): AsyncGenerator<FoundFile | FoundNothing> {
  const { path, display } = found;
  try {
    const inside = await unpackImages(await bytesOf(found), display);
    if (!inside) {
      yield found;
      return;
    }
    for (const one of inside.toSorted((a, b) => naturalOrder(a.path, b.path))) {
      const name = one.path;
      if ('failure' in one) yield { failure: { ...one.failure, file: name } };
      else if (isZip(one.bytes)) yield { failure: { ...toFailure(packedTwice(name), '', name), file: name } };
      else yield { path, display: name, bytes: one.bytes };
    }
  } catch (thrown) {
    yield { failure: { ...toFailure(thrown, 'cli/unreadable', display), file: display } };
  }
}

/** The first four bytes, which tell what needs no reader; none of what cannot be read, for reading says why. */
async function headOf(path: Path): Promise<Uint8Array> {
  const none = new Uint8Array();
  const file = await open(path).catch(() => undefined);
  if (!file) return none;
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } catch {
    return none;
  } finally {
    await file.close();
  }
}

function nothing(code: string, reason: string, file: string): FoundNothing {
  return { failure: { code, reason, file } };
}
