/** `hemolens inspect`: what a file says of itself and what its pixels are, one JSON object a line, for scripts. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { HemolensError, toFailure, type Failure } from '../src/base/index.ts';
import {
  decodeStored,
  parseInstance,
  toHounsfield,
  transferSyntax,
  type ParsedInstance,
  type StoredFrame,
} from '../src/dicom/index.ts';
import { EXIT, UsageError, type Command } from './command.ts';
import { findFiles, type FoundFile } from './paths.ts';

/**
 * A line of `inspect`. `min` and `max` are the true extremes in Hounsfield units, padding included; `storedSha256` is of
 * the stored values of all frames in order, 16-bit little-endian (32-bit where so allocated), sign-extended from
 * BitsStored. What could not be found out is absent.
 */
interface Line {
  readonly file: string;
  readonly status: 'ok' | 'failed';
  readonly errorCode?: string;
  readonly reason?: string;
  readonly transferSyntax?: string;
  readonly transferSyntaxName?: string | undefined;
  readonly modality?: string;
  readonly rows?: number;
  readonly columns?: number;
  readonly frames?: number;
  readonly bitsStored?: number;
  readonly pixelRepresentation?: number;
  readonly slope?: number;
  readonly intercept?: number;
  readonly min?: number;
  readonly max?: number;
  readonly storedSha256?: string;
  readonly seriesUid?: string;
  readonly notices?: readonly string[];
}

export const command: Command = {
  name: 'inspect',
  usage: 'inspect PATH...',
  summary: 'one JSON object a line for every file: encoding, size, Hounsfield range, hash of the pixels',
  async run(args, terminal) {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
    if (positionals.length === 0) throw new UsageError('no file or folder given');
    let files = 0;
    let failed = 0;
    for await (const found of findFiles(positionals)) {
      terminal.progress(`${files} files read, now ${found.display}`);
      const line = await inspect(found);
      files += 1;
      terminal.out(`${JSON.stringify(line)}\n`);
      if (line.status === 'ok') continue;
      failed += 1;
      terminal.message(`${line.file}: ${line.reason ?? ''} [${line.errorCode ?? ''}]`);
    }
    if (failed > 0) terminal.message(`${failed} of ${files} files could not be read.`);
    return failed > 0 ? EXIT.partly : EXIT.done;
  },
};

async function inspect({ path, display }: FoundFile): Promise<Line> {
  let parsed: ParsedInstance | undefined;
  try {
    parsed = parseInstance(await bytesOf(path, display), display);
    const stored = await decodeStored(parsed);
    const failure = stored.find(isFailure);
    const whole = stored.filter((frame): frame is StoredFrame => !isFailure(frame));
    return {
      ...(failure ? failed(display, failure) : { file: display, status: 'ok' }),
      ...described(parsed),
      ...(failure ? {} : { ...range(parsed, whole), storedSha256: sha256(whole) }),
      ...said(parsed),
    };
  } catch (thrown) {
    const line = failed(display, toFailure(thrown, 'cli/inspect-failed', display));
    return parsed ? { ...line, ...described(parsed), ...said(parsed) } : line;
  }
}

async function bytesOf(path: string, file: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new HemolensError('cli/cannot-read', 'The file could not be read: check its permissions.', {
      file,
      cause,
    });
  }
}

const isFailure = (frame: StoredFrame | Failure): frame is Failure => 'code' in frame;

function failed(file: string, { code, reason }: Failure): Line {
  return { file, status: 'failed', errorCode: code, reason };
}

function described({ instance }: ParsedInstance): Partial<Line> {
  const { modality, rows, columns, frames, bitsStored, pixelRepresentation, rescale } = instance;
  return {
    transferSyntax: instance.transferSyntaxUid,
    transferSyntaxName: transferSyntax(instance.transferSyntaxUid)?.name,
    modality,
    rows,
    columns,
    frames,
    bitsStored,
    pixelRepresentation,
    ...rescale,
  };
}

function said({ instance }: ParsedInstance): Partial<Line> {
  return { seriesUid: instance.series.uid, notices: instance.notices.map(({ code }) => code) };
}

/** The extremes of all values: `HounsfieldFrame.min` and `max` leave padding out, a script wants what is there. */
function range({ instance }: ParsedInstance, frames: readonly StoredFrame[]): { min: number; max: number } {
  let min = Infinity;
  let max = -Infinity;
  for (const [index, stored] of frames.entries()) {
    for (const value of toHounsfield(stored, instance, index + 1).values) {
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return { min, max };
}

function sha256(frames: readonly StoredFrame[]): string {
  const hash = createHash('sha256');
  for (const { buffer, byteOffset, byteLength } of frames) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest('hex');
}
