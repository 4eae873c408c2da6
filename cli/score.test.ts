import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HEMORRHAGE_CLASSES } from '../src/base/index.ts';
import { headerFacts } from '../src/dicom/index.ts';
import { EXIT, UsageError } from './command.ts';
import { openDawn } from './dawn.ts';
import { phantomFolder, score, scoreWhile } from './testing/score.ts';

const hasAdapter = (await openDawn()) !== undefined;

let folder = '';
beforeAll(async () => void (folder = await phantomFolder()));
afterAll(() => rm(folder, { recursive: true, force: true }));

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
