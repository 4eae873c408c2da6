import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { probability, type Probabilities } from '../src/base/index.ts';
import { groupSeries, headerFacts, readInstance, type Slice } from '../src/dicom/index.ts';
import { parseDataSet } from '../src/dicom/data-set.ts';
import { ctFile } from '../src/dicom/testing/ct.ts';
import type { Elements } from '../src/dicom/testing/writer.ts';
import type { Scorer } from '../src/inference/index.ts';
import { writeReports } from './scoreReports.ts';

let folder = '';
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'hemolens-reports-'))));
afterAll(() => rm(folder, { recursive: true }));

const half = probability(0.5);
const probabilities: Probabilities = {
  epidural: half,
  intraparenchymal: half,
  intraventricular: half,
  subarachnoid: half,
  subdural: half,
  any: half,
};
const manifest = { id: 'm', name: 'M', version: '1', weightsSha256: 'ab'.repeat(32), performance: [] };
const scorer = { manifest } as unknown as Scorer;
const source = { model: 'm 1', modelSha256: '', device: 'wasm: test', software: 'hemolens 0' };

async function sliceOf(file: string, changes: Partial<Elements>): Promise<Slice> {
  const { slices } = await readInstance(ctFile(changes), file);
  return (slices[0] ?? expect.fail('no slice')).slice;
}

/** @returns  its names and messages, into a folder of its own */
async function written(name: string, slices: readonly Slice[]) {
  const [out, messages]: [string[], string[]] = [[], []];
  const results = new Map(slices.map(({ id }) => [id, { probabilities }]));
  const into = await mkdtemp(join(folder, name));
  const unwritten = await writeReports(groupSeries(slices), results, scorer, source, into, {
    out: (text) => void out.push(text.trimEnd()),
    message: (line) => void messages.push(line),
    progress: () => undefined,
  });
  return { unwritten, out, messages, into };
}

it('a report that cannot be made is told with the image that it fails at, and the later ones are written', async () => {
  const { unwritten, out, messages, into } = await written('odd', [
    await sliceOf('odd/ID_7.dcm', { '00080018': ['UI', 'ID_7'], '00200011': ['IS', '1'] }),
    await sliceOf('plain.dcm', { '0020000E': ['UI', '1.2.3.2'], '00200011': ['IS', '2'] }),
  ]);
  expect(unwritten).toBe(1);
  expect(messages).toEqual([
    expect.stringMatching(
      /from odd\/ID_7\.dcm: The SOP Instance UID is “ID_7”.* \[report\/odd-identifier\]$/,
    ),
  ]);
  expect(out.map((path) => path.slice(into.length + 1))).toEqual(await readdir(into));
  expect(headerFacts(await readFile(out[0] ?? ''), '')?.modality).toBe('SR');
});

it('a report that cannot be written is told, and the later ones are tried', async () => {
  const slices = await Promise.all(
    ['1', '2'].map((number) =>
      sliceOf(`${number}.dcm`, {
        '00080018': ['UI', `1.2.9.${number}`],
        '0020000E': ['UI', `1.2.3.${number}`],
        '00200011': ['IS', number],
      }),
    ),
  );
  const gone = join(folder, 'gone');
  const messages: string[] = [];
  const results = new Map(slices.map(({ id }) => [id, { probabilities }]));
  const unwritten = await writeReports(groupSeries(slices), results, scorer, source, gone, {
    out: () => expect.fail('nothing can be written'),
    message: (line) => void messages.push(line),
    progress: () => undefined,
  });
  expect(unwritten).toBe(2);
  for (const message of messages) expect(message).toMatch(/^\S+\.dcm: The result .* \[cli\/cannot-write\]$/);
});

it('series of one study that names none lie in one made study, and those of another patient in another', async () => {
  const stray = (patient: string, number: string) =>
    sliceOf(`${patient}-${number}.dcm`, {
      '00080018': ['UI', `1.2.9.${patient}.${number}`],
      '00100020': ['LO', patient],
      '0020000D': undefined,
      '0020000E': ['UI', `1.2.3.${patient}.${number}`],
      '00200011': ['IS', number],
    });
  const { out } = await written('stray', [
    await stray('1', '1'),
    await stray('1', '2'),
    await stray('2', '1'),
  ]);
  const studies = await Promise.all(
    out.map(async (path) => parseDataSet(await readFile(path), path).attributes.string('x0020000d')),
  );
  expect(studies).toHaveLength(3);
  expect(studies[0]).toMatch(/^2\.25\.\d+$/);
  expect(studies[1]).toBe(studies[0]);
  expect(studies[2]).not.toBe(studies[0]);
});
