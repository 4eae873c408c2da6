import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HEMORRHAGE_CLASSES } from '../src/base/index.ts';
import { headerFacts } from '../src/dicom/index.ts';
import { rleFrame } from '../src/dicom/testing/compress.ts';
import { CT_VALUES, ctFile, words } from '../src/dicom/testing/ct.ts';
import { phantomSeries, writeDicom } from '../src/phantom/index.ts';
import { EXIT, UsageError, type ExitCode, type Terminal } from './command.ts';
import { openDawn } from './dawn.ts';
import { command } from './score.ts';

const hasAdapter = (await openDawn()) !== undefined;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hemolens-score-'));
  const slices = [...phantomSeries({ seed: '5', slices: 3, size: 128, bleeds: ['subdural'] })];
  // Named against their order in space, which is what must decide.
  for (const [i, slice] of slices.entries()) {
    await writeFile(join(folder, `${9 - i}.dcm`), writeDicom(slice, { seed: '5' }));
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const score = (...args: string[]) => scoreWhile(() => undefined, ...args);

/** @param meanwhile  done whenever a slice is scored */
async function scoreWhile(
  meanwhile: () => void,
  ...args: string[]
): Promise<{ exit: ExitCode; out: string; messages: string }> {
  const out: string[] = [];
  const messages: string[] = [];
  const terminal: Terminal = {
    out: (text) => out.push(text),
    message: (line) => messages.push(line),
    progress: () => meanwhile(),
  };
  const exit = await command.run(['--device', 'wasm', ...args], terminal);
  return { exit, out: out.join(''), messages: messages.join('\n') };
}

describe('score', () => {
  it('prints one row a slice in spatial order, and what computed it', async () => {
    const { exit, out, messages } = await score(folder);
    expect(exit).toBe(EXIT.done);
    const lines = out.trimEnd().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines.slice(1).map((line) => /(\d)\.dcm/.exec(line)?.[1])).toEqual(['9', '8', '7']);
    expect(lines[1]).toContain('wasm: WebAssembly');
    expect(lines[0]).not.toContain('patient');
    expect(messages).toContain('3 slices scored');
  });

  it('names the patient in its table where it is asked to, and nowhere else', async () => {
    const { out } = await score(join(folder, '9.dcm'), '--patient');
    expect(out.split('\r\n')[0]).toMatch(/,patient_id,patient_name,patient_birth_date$/);
    expect(out).toContain('Phantom');
  });

  it('reads a zip archive as the folder it was packed from', async () => {
    const names = ['7.dcm', '8.dcm', '9.dcm'];
    const packed = await Promise.all(
      names.map(
        async (name) => [`head/${name}`, new Uint8Array(await readFile(join(folder, name)))] as const,
      ),
    );
    const archive = join(await mkdtemp(join(tmpdir(), 'hemolens-zip-')), 'head.zip');
    await writeFile(archive, zipSync(Object.fromEntries(packed)));
    const { exit, out } = await score(archive);
    await rm(dirname(archive), { recursive: true });
    expect(exit).toBe(EXIT.done);
    const plain = await score(folder);
    const probabilities = (csv: string) => csv.match(/0\.\d{3,}/g);
    expect(probabilities(out)).toEqual(probabilities(plain.out));
    expect(out).toContain('head.zip/head/9.dcm');
  });

  it('prints six labels an image in class order as a submission', async () => {
    const { exit, out } = await score(folder, '--format', 'rsna', '--id', 'file');
    expect(exit).toBe(EXIT.done);
    const rows = out
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
    expect(rows[0]).toEqual(['ID', 'Label']);
    expect(rows.slice(1, 7).map(([id]) => id)).toEqual(HEMORRHAGE_CLASSES.map((name) => `9_${name}`));
    for (const [, label] of rows.slice(1)) {
      expect(Number(label)).toBeGreaterThan(0);
      expect(Number(label)).toBeLessThan(1);
    }
  });

  it('writes a structured report a series into a new folder, and names it', async () => {
    const reports = join(folder, 'reports');
    const { exit, out } = await score(folder, '--format', 'sr', '--out', reports);
    expect(exit).toBe(EXIT.done);
    const [file = '', ...more] = out.trimEnd().split('\n');
    expect(more).toEqual([]);
    const bytes = await readFile(file);
    expect(headerFacts(bytes, file)).toMatchObject({ modality: 'SR' });
    expect(bytes.toString('latin1').match(/PROB-ANY/g)).toHaveLength(3);
    await rm(reports, { recursive: true });
  });

  it('names what it could not read, scores the rest, and ends with 3', async () => {
    const other = await mkdtemp(join(folder, 'mixed-'));
    await writeFile(join(other, 'good.dcm'), await readFile(join(folder, '9.dcm')));
    await writeFile(join(other, 'notes.txt'), 'no image');
    const { exit, out, messages } = await score(other);
    expect(exit).toBe(EXIT.partly);
    expect(out.trimEnd().split('\r\n')).toHaveLength(2);
    expect(messages).toMatch(/notes\.txt: .+\[dicom\/not-dicom\]/);
    await rm(other, { recursive: true });
  });

  it('ends with 1, prints nothing and says where it looked where there is no image at all', async () => {
    const other = await mkdtemp(join(tmpdir(), 'hemolens-empty-'));
    const empty = await score(other);
    expect(empty).toMatchObject({ exit: EXIT.failure, out: '' });
    expect(empty.messages).toContain(`${other}: There is no file in this folder. [cli/empty-folder]`);
    await writeFile(join(other, 'notes.txt'), 'no image');
    const { exit, out, messages } = await score(other);
    expect([exit, out]).toEqual([EXIT.failure, '']);
    expect(messages).toContain(`There is no DICOM image in ${other}: nothing was scored.`);
    await rm(other, { recursive: true });
  });

  it('names a path that leads nowhere, scores the rest, and ends with 3; with nothing left with 1', async () => {
    const missing = join(folder, 'missing');
    const { exit, out, messages } = await score(missing, join(folder, '9.dcm'));
    expect(exit).toBe(EXIT.partly);
    expect(out.trimEnd().split('\r\n')).toHaveLength(2);
    expect(messages).toContain(`${missing}: There is no such file or folder. [cli/no-such-path]`);
    expect(messages).toContain('1 slice scored, 0 left out, 1 file not read.');
    expect((await score(missing)).exit).toBe(EXIT.failure);
  });

  it('gives an image that cannot be decoded a row that says why', async () => {
    const other = await mkdtemp(join(folder, 'cut-'));
    await writeFile(join(other, 'a.dcm'), await readFile(join(folder, '9.dcm')));
    await writeFile(join(other, 'b.dcm'), (await readFile(join(folder, '8.dcm'))).subarray(0, 20_000));
    const { exit, out, messages } = await score(other);
    expect(exit).toBe(EXIT.partly);
    const rows = out.trimEnd().split('\r\n').slice(1);
    expect(rows.map((row) => /[ab]\.dcm/.exec(row)?.[0])).toEqual(['a.dcm', 'b.dcm']);
    expect(rows[1]).toMatch(/,,,,,,The file ends in the middle of its pixels: it was not copied whole\.,/);
    expect(messages).toMatch(/b\.dcm, frame 1: The file ends in the middle/);
    expect(messages).toContain('1 slice scored, 1 left out, 0 files not read.');
    await rm(other, { recursive: true });
  });

  it.each(['a.dcm', 'c.dcm'])('keeps the good one of two copies where the broken one is %s', async (cut) => {
    const other = await mkdtemp(join(folder, 'copies-'));
    const whole = await readFile(join(folder, '9.dcm'));
    await writeFile(join(other, 'b.dcm'), whole);
    await writeFile(join(other, cut), whole.subarray(0, 20_000));
    const { exit, out, messages } = await score(other);
    expect(exit).toBe(EXIT.partly);
    const rows = out.trimEnd().split('\r\n').slice(1);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toContain('b.dcm');
    expect(rows[0]).toContain(',scored,');
    expect(messages).toContain(`${cut}: The file ends in the middle of its pixels`);
    expect(messages).toContain('1 slice scored, 0 left out, 1 file not read.');
    await rm(other, { recursive: true });
  });

  it('counts a second copy as one file, however many frames it has', async () => {
    const other = await mkdtemp(join(folder, 'twice-'));
    const frames = ctFile({
      '00080060': ['CS', 'MR'],
      '00280008': ['IS', '3'],
      '7FE00010': ['OW', words([...CT_VALUES, ...CT_VALUES, ...CT_VALUES])],
    });
    await writeFile(join(other, 'a.dcm'), frames);
    await writeFile(join(other, 'b.dcm'), frames);
    const { messages } = await score(other);
    expect(messages.match(/intake\/duplicate/g)).toHaveLength(1);
    expect(messages).toMatch(/b\.dcm: .*a\.dcm/);
    expect(messages).toContain('0 slices scored, 3 left out, 1 file not read.');
    await rm(other, { recursive: true });
  });

  it('scores the whole one of two copies of a multi-frame image, though the cut one comes first', async () => {
    const other = await mkdtemp(join(folder, 'frames-'));
    const frames = (count: number) =>
      ctFile({
        '00080060': ['CS', 'MR'],
        '00280008': ['IS', '3'],
        '7FE00010': ['OW', words(Array.from({ length: count }, () => CT_VALUES).flat())],
      });
    await writeFile(join(other, 'a.dcm'), frames(1));
    await writeFile(join(other, 'b.dcm'), frames(3));
    const { out, messages } = await score(other);
    expect(out).not.toContain('a.dcm');
    expect(out.match(/b\.dcm.*the model reads CT, and this is MR/g)).toHaveLength(3);
    expect(messages).toMatch(/a\.dcm: The file ends before frame 2 of 3 is complete\. \[dicom\/truncated\]/);
    await rm(other, { recursive: true });
  });

  it.each([
    ['a.dcm', 'b.dcm'],
    ['b.dcm', 'a.dcm'],
  ])('takes what each of two damaged copies has, of which %s has more', async (more, fewer) => {
    const other = await mkdtemp(join(folder, 'gaps-'));
    const frames = (...whole: readonly boolean[]) => {
      const fragments = whole.map((one) => (one ? rleFrame(CT_VALUES, 2) : new Uint8Array(4)));
      return ctFile(
        { '00080060': ['CS', 'MR'], '00280008': ['IS', '3'], '7FE00010': ['OB', { fragments }] },
        { syntax: '1.2.840.10008.1.2.5' },
      );
    };
    await writeFile(join(other, more), frames(true, true, false));
    await writeFile(join(other, fewer), frames(false, false, true));
    const { out, messages } = await score(other);
    const rows = out.trimEnd().split('\r\n').slice(1);
    expect(rows.map((row) => /[ab]\.dcm/.exec(row)?.[0]).sort()).toEqual([more, more, fewer].sort());
    for (const row of rows) expect(row).toContain('the model reads CT, and this is MR');
    expect(messages).toContain('0 slices scored, 3 left out, 1 file not read.');
    expect(messages).toMatch(new RegExp(`${fewer}: .*\\[dicom/damaged\\]`));
    await rm(other, { recursive: true });
  });

  it('tells another image with the same identifier from a copy', async () => {
    const other = await mkdtemp(join(folder, 'shared-'));
    for (const [name, number] of [
      ['a.dcm', '1'],
      ['b.dcm', '2'],
    ] as const) {
      await writeFile(join(other, name), ctFile({ '00080018': ['UI', '1.2.3'], '00200013': ['IS', number] }));
    }
    const { exit, messages } = await score(other);
    expect(exit).toBe(EXIT.partly);
    expect(messages).toMatch(
      /b\.dcm: The image carries the identifier \(SOP Instance UID\) of another one, .*a\.dcm.*study\/shared-identifier/,
    );
    expect(messages).not.toContain('intake/duplicate');
    await rm(other, { recursive: true });
  });

  it('writes a file whole, and nothing to standard output', async () => {
    const file = join(folder, 'result.csv');
    const { out } = await score(join(folder, '9.dcm'), '--out', file);
    expect(out).toBe('');
    expect((await readFile(file, 'utf8')).split('\r\n')[0]).toContain('epidural,intraparenchymal');
    await rm(file);
  });

  it('tries the place of the result before it loads anything', async () => {
    const nowhere = ['--model', 'nothing-like-it', '--out'];
    await expect(score(folder, ...nowhere, join(folder, 'no/such/result.csv'))).rejects.toMatchObject({
      code: 'cli/cannot-write',
    });
    await expect(score(folder, ...nowhere, folder)).rejects.toMatchObject({
      code: 'cli/cannot-write',
      message: expect.stringContaining('a folder') as string,
    });
    await expect(score(folder, ...nowhere, '/dev/null')).rejects.toMatchObject({ code: 'cli/cannot-write' });
  });

  it('prints the result where it cannot be written in the end, so that nothing computed is lost', async () => {
    const out = join(await mkdtemp(join(folder, 'gone-')), 'result.csv');
    const {
      exit,
      out: printed,
      messages,
    } = await scoreWhile(
      // The folder goes away under the work.
      () => rmSync(dirname(out), { recursive: true, force: true }),
      join(folder, '9.dcm'),
      '--out',
      out,
    );
    expect(exit).toBe(EXIT.failure);
    expect(printed.trimEnd().split('\r\n')).toHaveLength(2);
    expect(messages).toContain('standard output instead. [cli/cannot-write]');
  });

  it('refuses arguments that make no sense before it loads anything', async () => {
    await expect(score()).rejects.toThrow(UsageError);
    await expect(score(folder, '--format', 'xml')).rejects.toThrow('rsna, per-image');
    await expect(score(folder, '--format', 'sr')).rejects.toThrow('--out DIR');
    await expect(score(folder, '--format', 'rsna', '--patient')).rejects.toThrow('per-image alone');
    await expect(score(folder, '--model', 'nothing-like-it')).rejects.toMatchObject({ code: 'cli/no-model' });
  });
});

describe.skipIf(!hasAdapter)('score on a GPU (Dawn; skipped where it finds no adapter)', () => {
  it('agrees with WebAssembly', async () => {
    const paths = [join(folder, '9.dcm'), join(folder, '8.dcm')];
    const labels = async (device: string) => {
      const { exit, out } = await score(...paths, '--device', device, '--format', 'rsna');
      expect(exit).toBe(EXIT.done);
      const lines = out.trimEnd().split('\n').slice(1);
      return lines.map((line) => line.split(',')).map(([id, label]) => ({ id, label: Number(label) }));
    };
    const wasm = await labels('wasm');
    const webgpu = await labels('webgpu');
    expect(webgpu.map(({ id }) => id)).toEqual(wasm.map(({ id }) => id));
    expect(webgpu).toHaveLength(12);
    for (const [i, { label }] of webgpu.entries()) {
      expect(Math.abs(label - (wasm[i]?.label ?? NaN))).toBeLessThan(1e-3);
    }
  });
});
