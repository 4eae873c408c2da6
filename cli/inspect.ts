/** `hemolens inspect`: what a file says of itself and what its pixels are, one JSON object a line, for scripts. */
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { toFailure, type Failure } from '../src/base/index.ts';
import {
  decodeStored,
  headerFacts,
  parseInstance,
  toHounsfield,
  transferSyntax,
  type ParsedInstance,
  type StoredFrame,
} from '../src/dicom/index.ts';
import { EXIT, UsageError, type Command } from './command.ts';
import { bytesOf, findFiles, type FoundFile } from './paths.ts';
import { counted } from './words.ts';

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
  readonly modality?: string | undefined;
  readonly rows?: number | undefined;
  readonly columns?: number | undefined;
  readonly frames?: number | undefined;
  readonly bitsStored?: number | undefined;
  readonly pixelRepresentation?: number | undefined;
  readonly slope?: number | undefined;
  readonly intercept?: number | undefined;
  readonly min?: number;
  readonly max?: number;
  readonly storedSha256?: string;
  readonly seriesUid?: string | undefined;
  readonly notices?: readonly string[];
}

export const command: Command = {
  name: 'inspect',
  usage: 'inspect PATH...',
  summary:
    'What every file is, as one JSON object a line: encoding, size, Hounsfield range, hash of its pixels.',
  async run(args, terminal) {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
    if (positionals.length === 0) throw new UsageError('no file or folder given');
    let files = 0;
    let failures = 0;
    for await (const found of findFiles(positionals)) {
      const line = 'failure' in found ? failed(found.failure.file, found.failure) : await inspect(found);
      if (!('failure' in found)) files += 1;
      terminal.out(`${JSON.stringify(line)}\n`);
      terminal.progress(`${counted(files, 'file')} read, last ${line.file}`);
      if (line.status === 'ok') continue;
      failures += 1;
      terminal.message(`${line.file}: ${line.reason ?? ''} [${line.errorCode ?? ''}]`);
    }
    if (files === 0) {
      terminal.message('Nothing was inspected.');
      return EXIT.failure;
    }
    if (failures > 0) terminal.message(`${counted(files, 'file')} inspected, ${failures} could not be read.`);
    return failures > 0 ? EXIT.partly : EXIT.done;
  },
};

async function inspect(found: FoundFile): Promise<Line> {
  const { display } = found;
  let bytes: Uint8Array | undefined;
  let parsed: ParsedInstance | undefined;
  try {
    bytes = await bytesOf(found);
    parsed = parseInstance(bytes, display);
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
    if (parsed) return { ...line, ...described(parsed), ...said(parsed) };
    return { ...line, ...(bytes && stated(bytes, display)) };
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

/** Of what is no image that can be shown, what its header says. */
function stated(bytes: Uint8Array, file: string): Partial<Line> {
  const facts = headerFacts(bytes, file);
  if (!facts) return {};
  const { transferSyntaxUid, ...rest } = facts;
  return {
    transferSyntax: transferSyntaxUid,
    transferSyntaxName: transferSyntax(transferSyntaxUid)?.name,
    ...rest,
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
    for (const value of toHounsfield(stored, instance, { frame: index + 1 }).values) {
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
