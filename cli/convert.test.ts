import { spawnSync } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openModel, parseManifest, sha256 } from '../src/model/index.ts';
import { checkpointParts, stateDict, TINY, zipCheckpoint } from '../src/model/testing/checkpoints.ts';
import { UsageError, type Terminal } from './command.ts';
import { command } from './convert.ts';
import { parseCard } from './modelCard.ts';
import { between, inFigures, inPercent, measured, patientRows, percent, rows } from './testing/evaluation.ts';

const said: string[] = [];
const terminal: Terminal = {
  out: (text) => void said.push(text),
  message: (line) => void said.push(line),
  progress: () => undefined,
};
const preprocess = {
  windows: [
    { center: 40, width: 80 },
    { center: 80, width: 200 },
    { center: 600, width: 2800 },
  ],
  size: 32,
  fit: { kind: 'pad-resize' },
  mean: [0, 0, 0],
  std: [1, 1, 1],
};

let folder: string;
const at = (name: string) => join(folder, name);
const convert = (...options: string[]) =>
  command.run([at('my.pth'), '--preprocess', at('preprocess.json'), ...options], terminal);
const manifestOf = async (name: string) =>
  parseManifest(JSON.parse(await readFile(join(at(name), 'model.json'), 'utf8')), name);

beforeEach(async () => {
  said.length = 0;
  folder = await mkdtemp(join(tmpdir(), 'hemolens-convert-'));
  await writeFile(at('my.pth'), zipCheckpoint(checkpointParts(stateDict(TINY))));
  await writeFile(at('preprocess.json'), JSON.stringify(preprocess));
});
afterEach(() => rm(folder, { recursive: true }));

describe('hemolens convert', () => {
  it('writes a model folder that opens, and a card that says what nobody stated', async () => {
    expect(await convert('--out', at('My Model'))).toBe(0);
    const modelJson: unknown = JSON.parse(await readFile(join(at('My Model'), 'model.json'), 'utf8'));
    const { manifest } = await openModel(
      modelJson,
      (path) => readFile(join(at('My Model'), path)),
      'My Model',
    );
    expect(manifest).toMatchObject({
      id: 'my-model',
      name: 'ResNeXt-14 8×4d',
      precision: 'float32',
      licence: 'not stated',
      performance: [],
      intendedUse: 'not stated; not a medical device, not for diagnostic use',
    });
    expect(manifest.provenance.source).toContain(await sha256(await readFile(at('my.pth'))));
    const card = await readFile(join(at('My Model'), 'CARD.md'), 'utf8');
    expect(card).toContain('every number this model gives is unproven');
    expect(card).not.toContain(folder);
    expect((await readdir(folder)).sort()).toEqual(['My Model', 'my.pth', 'preprocess.json']);
  });

  it('takes name, precision and card into the manifest', async () => {
    const card = { id: 'mine', version: '2', licence: 'CC0', performance: ['AUC 0.9 on nothing'] };
    await writeFile(at('card.json'), JSON.stringify(card));
    await convert('--out', at('m'), '--precision', 'uint8', '--name', 'Mine', '--card', at('card.json'));
    expect(await manifestOf('m')).toMatchObject({ ...card, name: 'Mine', precision: 'uint8' });
  });

  it('says what it takes for granted, and does not where it is told', async () => {
    await convert('--out', at('m'));
    expect(said.join()).toContain('taken to be epidural');
    said.length = 0;
    const outputs = ['any', 'epidural', 'intraparenchymal', 'intraventricular', 'subarachnoid', 'subdural'];
    await writeFile(at('card.json'), JSON.stringify({ outputs }));
    await convert('--out', at('other'), '--card', at('card.json'));
    expect(said.join()).not.toContain('taken');
    const [plain, reordered] = await Promise.all(['m', 'other'].map(manifestOf));
    expect(reordered?.selfTest.logits.at(-1)).toBe(plain?.selfTest.logits[0]);
  });

  it('writes a command into the card that a shell reads as it was given', async () => {
    const name = 'it\'s|x $(id) `id` \\ "y"';
    await convert('--out', `${at('out-T 1')}/`, `--name=${name}`);
    await convert('--out', at('-m'), '--name=-x');
    const words = async (model: string) => {
      const card = await readFile(join(at(model), 'CARD.md'), 'utf8');
      const line = card.slice(card.indexOf('    hemolens convert')).trim();
      const shell = spawnSync('sh', ['-c', `hemolens() { printf '%s\\n' "$@"; }; ${line}`]);
      return String(shell.stdout).trimEnd().split('\n');
    };
    const rest = ['--precision', 'float32', '--preprocess', 'preprocess.json'];
    expect(await words('out-T 1')).toEqual([
      'convert',
      'my.pth',
      '--out',
      'out-T 1',
      ...rest,
      '--name',
      name,
    ]);
    expect(await words('-m')).toEqual(['convert', 'my.pth', '--out=-m', ...rest, '--name=-x']);
  });

  it('replaces a model, its superfluous shards included, and keeps what else lies beside it', async () => {
    await convert('--out', at('m'));
    await writeFile(join(at('m'), 'card.json'), '{}');
    await convert('--out', at('m'), '--precision', 'uint8', '--card', join(at('m'), 'card.json'));
    expect((await readdir(at('m'))).sort()).toEqual([
      'CARD.md',
      'card.json',
      'group1-shard1of1.bin',
      'model.json',
    ]);
  });

  it('replaces what a link leads to, and the link stays', async () => {
    await mkdir(at('real'));
    await symlink(at('real'), at('m'));
    await convert('--out', at('m'));
    expect((await lstat(at('m'))).isSymbolicLink()).toBe(true);
    expect(await readdir(at('real'))).toContain('model.json');
  });

  it('says which network of output stride 16 it takes the checkpoint for', async () => {
    await writeFile(at('head.json'), JSON.stringify({ outputStride: 16 }));
    await convert('--out', at('m'), '--head', at('head.json'));
    expect(said.join()).toContain('without dilation');
    said.length = 0;
    await convert('--out', at('other'));
    expect(said.join()).not.toContain('dilation');
  });

  it('says what to do about a checkpoint of more than Node reads at once', async () => {
    await truncate(at('my.pth'), 2 ** 31);
    await expect(convert('--out', at('m'))).rejects.toMatchObject({
      code: 'cli/cannot-read',
      message: expect.stringContaining('state dict alone') as string,
    });
  });

  it('leaves a folder of other things alone', async () => {
    await mkdir(at('documents'));
    await writeFile(join(at('documents'), 'thesis.txt'), 'text');
    await expect(convert('--out', at('documents'))).rejects.toMatchObject({ code: 'cli/not-a-model-folder' });
    await expect(convert('--out', at('my.pth'))).rejects.toMatchObject({ code: 'cli/not-a-model-folder' });
    expect(await readdir(at('documents'))).toEqual(['thesis.txt']);
  });

  it('leaves nothing behind where the checkpoint is none', async () => {
    await writeFile(at('my.pth'), 'no model');
    await expect(convert('--out', at('m'))).rejects.toMatchObject({
      code: 'model/bad-checkpoint',
      file: at('my.pth'),
    });
    expect((await readdir(folder)).sort()).toEqual(['my.pth', 'preprocess.json']);
    expect(said).toEqual([]);
  });

  it('names the field of a card that is misspelt, and the file that is no JSON', async () => {
    await writeFile(at('card.json'), JSON.stringify({ license: 'CC0' }));
    await expect(convert('--out', at('m'), '--card', at('card.json'))).rejects.toThrow('license');
    await writeFile(at('card.json'), JSON.stringify({ id: 'My Model' }));
    await expect(convert('--out', at('m'), '--card', at('card.json'))).rejects.toMatchObject({
      code: 'cli/bad-card',
      message: 'This model card is not valid at id: small letters, digits, dots and dashes.',
    });
    await writeFile(at('card.json'), '{');
    await expect(convert('--out', at('m'), '--card', at('card.json'))).rejects.toMatchObject({
      code: 'cli/bad-json',
      file: at('card.json'),
    });
    await expect(convert('--out', at('m'), '--card', at('none.json'))).rejects.toMatchObject({
      code: 'cli/cannot-read',
    });
  });

  it.each([
    [[]],
    [['a.pth']],
    [['a.pth', 'b.pth', '--out', 'x']],
    [['a.pth', '--out', 'x', '--precision', 'int4']],
    [['a.pth', '--out', 'x', '--name', ' ']],
  ])('explains its usage to %j', async (args) => {
    await expect(command.run(args, terminal)).rejects.toBeInstanceOf(UsageError);
  });
});

describe('the shipped models', () => {
  const models = join(import.meta.dirname, '../public/models');
  const index = async () =>
    (JSON.parse(await readFile(join(models, 'index.json'), 'utf8')) as { models: string[] }).models;

  it('are whole, bear the id of their folder and have a card of their own weights', async () => {
    expect(await index()).not.toEqual([]);
    for (const id of await index()) {
      const at = (name: string) => join(models, id, name);
      const json: unknown = JSON.parse(await readFile(at('model.json'), 'utf8'));
      const { manifest } = await openModel(json, (path) => readFile(at(path)), id);
      expect(manifest.id).toBe(id);
      expect(manifest.licence).not.toContain('not stated');
      expect(manifest.intendedUse).toContain('not for diagnostic use');
      const card = await readFile(at('CARD.md'), 'utf8');
      expect(card).toContain(manifest.weightsSha256);
      const stated = parseCard(JSON.parse(await readFile(at('card.json'), 'utf8')), 'card.json');
      expect(manifest).toMatchObject({ name: stated.name, performance: stated.performance });
      for (const sentence of [...stated.performance, ...stated.notes]) expect(card).toContain(sentence);
    }
  });

  it('say on their card, in the readme and in the evaluation what was measured, and no more', async () => {
    const root = join(import.meta.dirname, '..');
    const text = async (name: string) => (await readFile(join(root, name), 'utf8')).replaceAll(/\s+/g, ' ');
    const figures = measured(JSON.parse(await text('docs/model-evaluation/figures.json')));
    const slices = figures['rsna-slices'];
    const { any } = slices.classes;
    const [id = ''] = await index();
    const json: unknown = JSON.parse(await readFile(join(models, id, 'model.json'), 'utf8'));
    const { manifest } = await openModel(json, (path) => readFile(join(models, id, path)), id);
    expect(figures.model).toBe(manifest.weightsSha256);
    expect(slices.threshold).toBe(manifest.thresholds[5]);

    const missed = figures.missed.length;
    const [ranks = '', loss = '', kinds = '', none = '', , points = ''] = manifest.performance;
    expect(ranks).toContain(`AUC(any) ${inFigures(any.auc, 2, '95 % bootstrap interval ')} on the`);
    expect(ranks).toContain(`the ${slices.images} labelled`);
    expect(ranks).toContain(`(${any.positive} with a hemorrhage`);
    expect(ranks).toContain(
      `at the threshold of ${Math.round(100 * slices.threshold)} % it finds ${any.positive - missed} of the ${any.positive} ` +
        `and calls ${figures.inVain.length} of the ${slices.images - any.positive} others`,
    );
    expect(ranks).toContain('too kind by some unknown amount');
    expect(loss).toContain(
      `${inFigures(slices.weightedLogLoss, 3)}; ${slices.constantPredictor.toFixed(3)} is`,
    );

    for (const [name, { positive, auc }] of Object.entries(slices.classes).slice(0, -1)) {
      expect(kinds).toContain(
        auc.value === null ? `${name} not measured (none)` : `${name} ${auc.value.toFixed(2)} (${positive}`,
      );
    }
    const [backgrounds, angiography] = [figures['head-ct-ge'], figures['head-cta-cq500']];
    expect(backgrounds.falsePositiveRate).toBe(0);
    expect(none).toContain(`none of ${backgrounds.images} slices`);
    expect(none).toContain(`${percent(angiography.falsePositiveRate)} of the ${angiography.images} slices`);
    for (const { pointingGame } of Object.values(figures.phantoms)) {
      const { all, any } = pointingGame;
      expect(points).toContain(`${all.bleeds} phantom bleeds larger than 1 cm²`);
      for (const { hit, strict } of [all, any]) {
        for (const found of [hit, strict]) expect(points).toContain(inPercent(found));
      }
    }

    const share = `${WORDS[missed]} of the ${WORDS[any.positive]}`;
    expect(await text('README.md')).toContain(`misses ${share} real bleeds it was measured on`);
    expect(await text('docs/model-evaluation.md')).toContain(`misses ${share} slices with blood`);
  });

  it('have no figure in the tables of their evaluation but those that were measured', async () => {
    const docs = join(import.meta.dirname, '../docs');
    const page = await readFile(join(docs, 'model-evaluation.md'), 'utf8');
    const figures = measured(JSON.parse(await readFile(join(docs, 'model-evaluation/figures.json'), 'utf8')));
    expect(rows(between(page, '## On slices of patients', '### What it misses'))).toEqual(
      patientRows(figures),
    );

    const tables = await readFile(join(docs, 'model-evaluation/figures.md'), 'utf8');
    const sets = tables.split('Phantoms, ').slice(1);
    expect(sets.map((told) => told.split(':')[0])).toEqual(Object.keys(figures.phantoms));
    for (const told of sets) {
      const seed = /^seed-(\d+):/.exec(told)?.[1] ?? 'none';
      const section = between(page, `### Seed ${seed}`, '\n##');
      expect(rows(section)).toEqual(rows(told));
      expect(page).toContain(`--seed ${seed}`);
    }
  });
});

const WORDS =
  'no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen'.split(' ');
