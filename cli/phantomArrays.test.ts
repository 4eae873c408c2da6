import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeStored, parseInstance } from '../src/dicom/index.ts';
import { phantomSeries, writeDicom } from '../src/phantom/index.ts';
import { EXIT, UsageError } from './command.ts';
import { command } from './phantom.ts';

const series = join(process.env.HEAD_CT_DATA ?? '../shared/data', 'head-ct-ge');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hemolens-arrays-'));
});
afterAll(() => rm(folder, { recursive: true }));

const arrays = (out: string, ...args: string[]) => written('--arrays', out, ...args);

async function written(as: string, out: string, ...args: string[]) {
  const lines: string[] = [];
  const said: string[] = [];
  const code = await command.run([as, '--out', join(folder, out), ...args], {
    out: (text) => lines.push(text),
    message: (line) => said.push(line),
    progress: () => undefined,
  });
  return { code, lines, said };
}

describe('hemolens phantom --arrays', () => {
  it('writes the same images whether one process makes them or two', async () => {
    const { code, lines } = await arrays('whole', '--count', '6', '--seed', '3');
    expect(code).toBe(EXIT.done);
    expect(JSON.parse(lines[0] ?? '')).toEqual({ file: join(folder, 'whole/slices-0000000.npz'), slices: 6 });
    await arrays('parts', '--count', '3', '--seed', '3', '--from', '3');
    expect(await readdir(join(folder, 'parts'))).toEqual(['slices-0000003.npz']);
    const whole = await readFile(join(folder, 'whole/slices-0000000.npz'));
    const part = await readFile(join(folder, 'parts/slices-0000003.npz'));
    const image = 256 * 256 * 2;
    const start = (bytes: Buffer) => bytes.indexOf('\n', bytes.indexOf("'shape'")) + 1;
    const from = start(whole) + 3 * image;
    expect(part.subarray(start(part), start(part) + 3 * image)).toEqual(
      whole.subarray(from, from + 3 * image),
    );
  });

  it.skipIf(spawnSync('python3', ['-c', 'import numpy']).status !== 0)(
    'writes what NumPy reads (skipped where there is no NumPy)',
    () => {
      const file = join(folder, 'whole/slices-0000000.npz');
      const script = `import numpy as np; z = np.load("${file}"); print({k: (str(z[k].dtype), z[k].shape) for k in z})`;
      expect(spawnSync('python3', ['-c', script], { encoding: 'utf8' }).stdout.trim()).toBe(
        "{'hu': ('int16', (6, 256, 256)), 'masks': ('uint8', (6, 5, 32, 32)), 'labels': ('uint8', (6, 6)), " +
          "'pixel_mm': ('float32', (6,)), 'level': ('float32', (6,)), 'pair': ('int32', (6,))}",
      );
    },
  );

  it.skipIf(!existsSync(series))(
    'inserts bleeds into a real series (skipped where ../shared/data is absent)',
    async () => {
      const { code } = await arrays(
        'real',
        '--count',
        '2',
        '--background',
        series,
        '--background-share',
        '1',
      );
      expect(code).toBe(EXIT.done);
      const drawn = await arrays('drawn', '--count', '2', '--background', series, '--background-share', '0');
      expect(drawn.code).toBe(EXIT.done);
      const [real, other] = await Promise.all(
        ['real', 'drawn'].map((name) => readFile(join(folder, name, 'slices-0000000.npz'))),
      );
      expect(real?.equals(other ?? Buffer.alloc(0))).toBe(false);
    },
  );

  it('leaves out what it is told to', async () => {
    const bytes = async (out: string, ...args: string[]) => {
      await arrays(out, '--count', '8', '--seed', '5', ...args);
      return readFile(join(folder, out, 'slices-0000000.npz'));
    };
    const all = await bytes('with');
    for (const feature of ['look-alikes', 'artefacts']) {
      expect((await bytes(feature, '--without', feature)).equals(all)).toBe(false);
    }
  });

  it('says of a background which series it is, of how many slices, and what was left out', async () => {
    const background = join(folder, 'background');
    await mkdir(background);
    const write = async (name: string, slices: number, size: number) => {
      for (const slice of phantomSeries({ seed: name, slices, bleeds: [], size })) {
        await writeFile(join(background, `${name}-${slice.index}.dcm`), writeDicom(slice, { seed: name }));
      }
    };
    await write('head', 9, 256);
    const { said } = await arrays('clean', '--count', '2', '--background', background);
    expect(said).toEqual([expect.stringMatching(/background: 9 slices of series [^.]+\.$/)]);
    await write('other', 2, 256);
    await write('small', 3, 64);
    await writeFile(join(background, 'notes.txt'), 'of a Tuesday');
    const told = await arrays('told', '--count', '2', '--background', background);
    expect(told.code).toBe(EXIT.done);
    expect(told.said).toHaveLength(1);
    expect(told.said[0]).toContain('background: 9 slices of series ');
    expect(told.said[0]).toContain('Left out: 1 image that could not be read, the first ');
    expect(told.said[0]).toMatch(/background\/notes\.txt \(.+\)/);
    expect(told.said[0]).toContain('; 3 slices not square or with sides that are no multiple of 256 pixels');
    expect(told.said[0]).toContain('; 2 slices of other series.');
  });

  it('says what is wrong with a background, and with a number', async () => {
    const other = join(folder, 'parts');
    await expect(arrays('none', '--count', '2', '--background', other)).rejects.toMatchObject({
      code: 'cli/no-background',
      message: expect.stringContaining('Left out: ') as string,
    });
    await expect(arrays('none', '--count', 'many')).rejects.toThrow(UsageError);
    await expect(arrays('none', '--count', '0')).rejects.toThrow('--count is at least 1');
    const share = ['--count', '2', '--background-share'];
    await expect(arrays('none', ...share, '2', '--background', other)).rejects.toThrow(UsageError);
    await expect(arrays('none', ...share, '1')).rejects.toThrow('--background-share says nothing without');
    await expect(arrays('none', '--count', '2', '--without', 'planes')).rejects.toThrow(
      '--without planes says nothing without --background',
    );
  });
});

describe('hemolens phantom --images', () => {
  it('writes the slices of --arrays as DICOM files with their truth', async () => {
    const { code, lines } = await written('--images', 'images', '--count', '4', '--seed', '3');
    expect(code).toBe(EXIT.done);
    const told = lines.map((line) => JSON.parse(line) as { file: string; truth: Record<string, boolean> });
    expect(told.map(({ file }) => basename(file))).toEqual([
      '0000000-without.dcm',
      '0000001-with.dcm',
      '0000002-without.dcm',
      '0000003-with.dcm',
    ]);
    expect(told[0]?.truth).toMatchObject({ any: false, subdural: false });
    expect(told.some(({ truth }) => truth.any)).toBe(true);
    await arrays('same', '--count', '4', '--seed', '3');
    const shard = await readFile(join(folder, 'same/slices-0000000.npz'));
    const first = shard.indexOf('\n', shard.indexOf("'shape'")) + 1;
    for (const [index, { file }] of told.entries()) {
      const parsed = parseInstance(await readFile(file), file);
      const { rows, columns, bodyPart } = parsed.instance;
      expect([rows, columns, bodyPart]).toEqual([256, 256, 'HEAD']);
      const [stored] = await decodeStored(parsed);
      if (!stored || stored instanceof Error || !('length' in stored)) throw new Error('no frame');
      for (const pixel of [0, 20_000, 32_896, 40_000, 65_535]) {
        const hounsfield = shard.readInt16LE(first + (index * 256 * 256 + pixel) * 2);
        expect((stored[pixel] ?? NaN) - 1024).toBe(hounsfield);
      }
    }
  });
});
