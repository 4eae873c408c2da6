import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HEMORRHAGE_CLASSES } from '../src/base/index.ts';
import { phantomSeries, writeDicom } from '../src/phantom/index.ts';
import { EXIT, UsageError, type ExitCode, type Terminal } from './command.ts';
import { command } from './score.ts';

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

async function score(...args: string[]): Promise<{ exit: ExitCode; out: string; messages: string }> {
  const out: string[] = [];
  const messages: string[] = [];
  const terminal: Terminal = {
    out: (text) => out.push(text),
    message: (line) => messages.push(line),
    progress: () => undefined,
  };
  const exit = await command.run([...args, '--device', 'wasm'], terminal);
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
    expect(messages).toContain('3 slices scored');
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

  it('ends with 1 and prints nothing where there is no image at all', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'hemolens-empty-'));
    const { exit, out } = await score(empty);
    expect(exit).toBe(EXIT.failure);
    expect(out).toBe('');
    await rm(empty, { recursive: true });
  });

  it('writes a file whole, and nothing to standard output', async () => {
    const file = join(folder, 'result.csv');
    const { out } = await score(join(folder, '9.dcm'), '--out', file);
    expect(out).toBe('');
    expect((await readFile(file, 'utf8')).split('\r\n')[0]).toContain('epidural,intraparenchymal');
    await rm(file);
  });

  it('refuses arguments that make no sense before it loads anything', async () => {
    await expect(score()).rejects.toThrow(UsageError);
    await expect(score(folder, '--format', 'xml')).rejects.toThrow('rsna, per-image');
    await expect(score(folder, '--model', 'nothing-like-it')).rejects.toMatchObject({ code: 'cli/no-model' });
  });
});
