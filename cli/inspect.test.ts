import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ctFile } from '../src/dicom/testing/ct.ts';
import { EXIT, UsageError } from './command.ts';
import { command } from './inspect.ts';

const DATA = process.env.HEAD_CT_DATA ?? '../shared/data';
const SYNTAXES = join(DATA, 'transfer-syntaxes');
const NEEDS = '(real data: ../shared/data or HEAD_CT_DATA, skipped where absent)';

async function inspect(...paths: string[]) {
  const out: string[] = [];
  const messages: string[] = [];
  const code = await command.run(paths, {
    out: (text) => out.push(text),
    message: (line) => messages.push(line),
    progress: () => undefined,
  });
  const lines = out
    .join('')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { code, lines, messages };
}

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hemolens-inspect-'));
  await writeFile(join(folder, 'a.dcm'), ctFile());
  await writeFile(join(folder, 'b.txt'), 'no picture');
});

afterAll(() => rm(folder, { recursive: true }));

describe('hemolens inspect', () => {
  it('writes one JSON object a line, with Hounsfield range and hash of the stored values', async () => {
    const { code, lines, messages } = await inspect(join(folder, 'a.dcm'));
    expect(code).toBe(EXIT.done);
    expect(messages).toEqual([]);
    expect(lines).toEqual([
      {
        file: join(folder, 'a.dcm'),
        status: 'ok',
        transferSyntax: '1.2.840.10008.1.2.1',
        transferSyntaxName: 'Explicit VR Little Endian',
        modality: 'CT',
        rows: 3,
        columns: 2,
        frames: 1,
        bitsStored: 16,
        pixelRepresentation: 1,
        slope: 1,
        intercept: -1024,
        min: -2000,
        max: 1023,
        storedSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        seriesUid: '1.2.3.1',
        notices: [],
      },
    ]);
  });

  it('names what could not be read, goes on, and ends with exit code 3', async () => {
    const { code, lines, messages } = await inspect(folder);
    expect(code).toBe(EXIT.partly);
    expect(lines.map(({ status, errorCode }) => [status, errorCode])).toEqual([
      ['ok', undefined],
      ['failed', 'dicom/not-dicom'],
    ]);
    expect(messages[0]).toMatch(/b\.txt: .*\[dicom\/not-dicom\]/);
    expect(messages.at(-1)).toBe('2 files inspected, 1 could not be read.');
  });

  it('says of a colour image what its header says', async () => {
    const colour = join(folder, 'colour.dcm');
    await writeFile(colour, ctFile({ '00280002': ['US', [3]], '00280004': ['CS', 'RGB'] }));
    const { code, lines } = await inspect(colour);
    await rm(colour);
    expect(code).toBe(EXIT.partly);
    expect(lines).toEqual([
      {
        file: colour,
        status: 'failed',
        errorCode: 'dicom/colour-image',
        reason: expect.stringContaining('colour') as string,
        transferSyntax: '1.2.840.10008.1.2.1',
        transferSyntaxName: 'Explicit VR Little Endian',
        modality: 'CT',
        rows: 3,
        columns: 2,
        frames: 1,
        bitsStored: 16,
        pixelRepresentation: 1,
        slope: 1,
        intercept: -1024,
        seriesUid: '1.2.3.1',
      },
    ]);
  });

  it('says of an object without pixels what it says, and nothing of a size', async () => {
    const report = join(folder, 'report.dcm');
    const none = undefined;
    await writeFile(
      report,
      ctFile({ '7FE00010': none, '00280010': none, '00280011': none, '00080060': ['CS', 'SR'] }),
    );
    const { lines } = await inspect(report);
    await rm(report);
    expect(lines[0]).toMatchObject({
      errorCode: 'dicom/no-pixel-data',
      modality: 'SR',
      seriesUid: '1.2.3.1',
    });
    expect(lines[0]).not.toHaveProperty('rows');
    expect(lines[0]).not.toHaveProperty('frames');
  });

  it('names a path that leads nowhere and goes on; with nothing left it fails', async () => {
    const missing = join(folder, 'missing');
    const some = await inspect(missing, join(folder, 'a.dcm'));
    expect(some.code).toBe(EXIT.partly);
    expect(some.lines.map(({ file, errorCode }) => [file, errorCode])).toEqual([
      [missing, 'cli/no-such-path'],
      [join(folder, 'a.dcm'), undefined],
    ]);
    expect((await inspect(missing)).code).toBe(EXIT.failure);
  });

  it('fails where a folder holds nothing, and names it', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'hemolens-empty-'));
    const { code, messages } = await inspect(empty);
    await rm(empty, { recursive: true });
    expect(code).toBe(EXIT.failure);
    expect(messages[0]).toBe(`${empty}: There is no file in this folder. [cli/empty-folder]`);
    expect(messages.at(-1)).toBe('Nothing was inspected.');
  });

  it('wants a path', async () => {
    await expect(inspect()).rejects.toBeInstanceOf(UsageError);
  });

  it('takes no options', async () => {
    await expect(inspect('--model', 'x')).rejects.toMatchObject({ code: 'ERR_PARSE_ARGS_UNKNOWN_OPTION' });
  });
});

interface Expected {
  file: string;
  frames: number;
  rows: number;
  columns: number;
  min?: number;
  max?: number;
  lossless: boolean;
  storedSha256?: string;
  maxDifferenceFromLossless?: number;
}

describe.skipIf(!existsSync(SYNTAXES))(`inspect of every transfer syntax ${NEEDS}`, () => {
  const { files } = existsSync(SYNTAXES)
    ? (JSON.parse(readFileSync(join(SYNTAXES, 'expected.json'), 'utf8')) as { files: Expected[] })
    : { files: [] };

  it.each(files)('agrees with DCMTK and pydicom on $file', async (expected) => {
    const { code, lines } = await inspect(join(SYNTAXES, expected.file));
    const [line] = lines;
    const { frames, rows, columns } = expected;
    expect(line).toMatchObject({ status: 'ok', frames, rows, columns });
    expect(code).toBe(EXIT.done);
    if (expected.storedSha256) expect(line?.storedSha256).toBe(expected.storedSha256);
    if (expected.min === undefined || expected.max === undefined) return;
    // expected.json gives stored values; a lossy decoder may be off by as much as it says.
    const { slope, intercept, min, max } = line as {
      slope: number;
      intercept: number;
      min: number;
      max: number;
    };
    const slack = expected.maxDifferenceFromLossless ?? 0;
    expect(Math.abs(min - (expected.min * slope + intercept))).toBeLessThanOrEqual(slack);
    expect(Math.abs(max - (expected.max * slope + intercept))).toBeLessThanOrEqual(slack);
  });
});
