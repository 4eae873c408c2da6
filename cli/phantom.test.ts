import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readInstance } from '../src/dicom/index.ts';
import { EXIT, UsageError } from './command.ts';
import { command } from './phantom.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hemolens-phantom-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function phantom(...args: string[]) {
  const out: string[] = [];
  const code = await command.run(args, {
    out: (text) => out.push(text),
    message: () => undefined,
    progress: () => undefined,
  });
  const lines = out.join('').trimEnd().split('\n');
  return {
    code,
    lines: lines.map((line) => JSON.parse(line) as { file: string; truth: Record<string, boolean> }),
  };
}

describe('hemolens phantom', () => {
  it('writes a file a slice and says on its line what bleeds in it', async () => {
    const out = join(folder, 'new', 'study');
    const { code, lines } = await phantom(
      '--out',
      out,
      '--slices',
      '3',
      '--bleed',
      'epidural',
      '--bleed',
      'subarachnoid',
    );
    expect(code).toBe(EXIT.done);
    expect(lines.map(({ file }) => file)).toEqual(
      ['001', '002', '003'].map((n) => join(out, `slice-${n}.dcm`)),
    );
    expect(await readdir(out)).toEqual(['slice-001.dcm', 'slice-002.dcm', 'slice-003.dcm']);
    expect(lines[1]?.truth).toEqual({
      epidural: true,
      intraparenchymal: false,
      intraventricular: false,
      subarachnoid: true,
      subdural: false,
      any: true,
    });
    const { instance } = await readInstance(await readFile(join(out, 'slice-002.dcm')), 'slice-002.dcm');
    expect(instance.instanceNumber).toBe(2);
  });

  it('writes the same files for the same seed, and a clean head for --bleed none', async () => {
    const bytes = async (name: string, ...args: string[]) => {
      const { lines } = await phantom('--out', join(folder, name), '--slices', '1', ...args);
      return { file: await readFile(lines[0]?.file ?? ''), truth: lines[0]?.truth };
    };
    const once = await bytes('one', '--seed', 'a', '--bleed', 'none');
    expect((await bytes('two', '--seed', 'a')).file.equals(once.file)).toBe(true);
    expect((await bytes('three', '--seed', 'b')).file.equals(once.file)).toBe(false);
    expect(once.truth?.any).toBe(false);
  });

  it.each([
    [[], '--out DIR is missing'],
    [['--out', 'x', '--slices', '0'], '--slices'],
    [['--out', 'x', '--slices', '1.5'], '--slices'],
    [['--out', 'x', '--bleed', 'any'], '--bleed takes'],
    [['--out', 'x', '--count', '5'], '--count is of the form with --arrays or --images'],
    [
      ['--out', 'x', '--arrays', '--count', '5', '--slices', '3'],
      '--slices is of the form without --arrays or --images',
    ],
    [['--out', 'x', '--without', 'artefacts'], '--without is of the form with --arrays or --images'],
    [
      ['--out', 'x', '--arrays', '--count', '2', '--without', 'toString'],
      '--without takes look-alikes, planes, artefacts',
    ],
    [['--out', 'x', '--arrays', '--images', '--count', '2'], '--arrays or --images, not both'],
    [['--out', 'x', '--bleed', 'none', '--bleed', 'epidural'], 'stands alone'],
  ])('refuses arguments that are off: %j', async (args, message) => {
    const run = phantom(...args);
    await expect(run).rejects.toThrow(UsageError);
    await expect(run).rejects.toThrow(message);
  });

  it('leaves a folder alone that holds files already, whose slices would join the new series', async () => {
    const out = join(folder, 'twice');
    await phantom('--out', out, '--slices', '3');
    await expect(phantom('--out', out, '--slices', '2')).rejects.toMatchObject({
      code: 'cli/folder-not-empty',
      file: out,
    });
    expect(await readdir(out)).toHaveLength(3);
  });

  it('takes a folder that only looks empty', async () => {
    const out = join(folder, 'looks-empty');
    await mkdir(out);
    await writeFile(join(out, '.DS_Store'), '');
    expect((await phantom('--out', out, '--slices', '1')).code).toBe(EXIT.done);
  });

  it('says so where the folder cannot be made', async () => {
    const file = join(folder, 'taken');
    await writeFile(file, '');
    await expect(phantom('--out', join(file, 'below'), '--slices', '1')).rejects.toMatchObject({
      code: 'cli/cannot-write',
    });
  });
});
