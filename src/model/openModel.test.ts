import { beforeAll, describe, expect, it } from 'vitest';
import { convertCheckpoint } from './convert.ts';
import { openModel, type OpenedModel } from './openModel.ts';
import { DEFAULT_PREPROCESSING, parsePreprocessing } from './preprocessing.ts';
import { checkpointParts, stateDict, TINY, zipCheckpoint } from './testing/checkpoints.ts';
import { TEST_CARD } from './testing/card.ts';

type Json = Record<string, unknown>;

const indexOf = (nodes: readonly Json[], name: string) => nodes.findIndex((node) => node.name === name);

describe('a model folder', () => {
  let files: ReadonlyMap<string, Uint8Array>;
  let text: string;
  beforeAll(async () => {
    const converted = await convertCheckpoint(zipCheckpoint(checkpointParts(stateDict(TINY))), {
      file: 'a.pth',
      precision: 'float16',
      preprocessing: { ...DEFAULT_PREPROCESSING, size: 32 },
      card: TEST_CARD,
    });
    files = converted.files;
    text = new TextDecoder().decode(files.get('model.json'));
  });

  const modelJson = (change: (json: Json, manifest: Json) => void = () => undefined): unknown => {
    const json = JSON.parse(text) as { userDefinedMetadata: { hemolens: Json } } & Json;
    change(json, json.userDefinedMetadata.hemolens);
    return json;
  };
  const read = (path: string) => {
    const bytes = files.get(path);
    return bytes ? Promise.resolve(bytes) : Promise.reject(new Error('ENOENT'));
  };
  const opened = (json: unknown = modelJson(), readShard = read): Promise<OpenedModel> =>
    openModel(json, readShard, 'models/test/model.json');

  it('opens with its manifest and all of its weights', async () => {
    const { manifest, artifacts } = await opened();
    expect(manifest.id).toBe('test');
    expect(artifacts.weightSpecs.at(0)).toMatchObject({ name: 'conv1/filter', shape: [7, 7, 3, 64] });
  });

  it('tells its reader how many shards there are', async () => {
    const counts: number[] = [];
    await openModel(
      modelJson(),
      (path, count) => {
        counts.push(count);
        return read(path);
      },
      'test',
    );
    expect(counts).toEqual([2, 2]);
  });

  it('without one of its shards names the file that is missing', async () => {
    const lacking = (path: string) =>
      path.includes('shard2') ? Promise.reject(new Error('404')) : read(path);
    await expect(opened(modelJson(), lacking)).rejects.toMatchObject({
      code: 'model/missing-shard',
      file: 'models/test/group1-shard2of2.bin',
    });
  });

  it.each<[string, (bytes: Uint8Array, path: string) => Uint8Array | undefined]>([
    ['one changed bit', (bytes) => Uint8Array.from(bytes, (byte, i) => (i === 1000 ? byte ^ 1 : byte))],
    ['a shard cut short', (bytes) => bytes.subarray(1)],
    [
      'its shards swapped',
      (_, path) => files.get(path.includes('shard1') ? 'group1-shard2of2.bin' : 'group1-shard1of2.bin'),
    ],
  ])('with %s is refused', async (_, change) => {
    const changed = async (path: string) => change(await read(path), path) ?? new Uint8Array();
    await expect(opened(modelJson(), changed)).rejects.toMatchObject({ code: 'model/corrupt-weights' });
  });

  it.each([['models/test/model.json'], ['models/test'], ['models/test/']])(
    'names the very shard that is damaged, beside %s',
    async (folder) => {
      const damaged = async (path: string) => {
        const bytes = await read(path);
        return path.includes('shard2') ? bytes.map((byte, i) => (i === 1000 ? byte ^ 1 : byte)) : bytes;
      };
      await expect(openModel(modelJson(), damaged, folder)).rejects.toMatchObject({
        code: 'model/corrupt-weights',
        file: 'models/test/group1-shard2of2.bin',
        message: expect.stringContaining('group1-shard2of2.bin is damaged') as string,
      });
    },
  );

  it('whose shards are each whole, and the hash of all another, is refused', async () => {
    const json = modelJson((_, manifest) => (manifest.weightsSha256 = '0'.repeat(64)));
    await expect(opened(json)).rejects.toMatchObject({ code: 'model/corrupt-weights' });
  });

  it('never reads a shard from outside its folder', async () => {
    const asked: string[] = [];
    const json = modelJson((model) => {
      model.weightsManifest = [{ paths: ['../../secret.bin'], weights: [] }];
    });
    const spy = (path: string) => {
      asked.push(path);
      return Promise.resolve(new Uint8Array());
    };
    await expect(opened(json, spy)).rejects.toMatchObject({ code: 'model/bad-manifest' });
    expect(asked).toEqual([]);
  });

  it.each<[string, (manifest: Json) => void]>([
    ['schema', (manifest) => (manifest.schema = 2)],
    ['weightsSha256', (manifest) => (manifest.weightsSha256 = 'abc')],
    ['classes', (manifest) => (manifest.classes = (manifest.classes as string[]).toReversed())],
    ['licence', (manifest) => delete manifest.licence],
    ['preprocessing.size', (manifest) => ((manifest.preprocessing as Json).size = 0)],
    ['shards', (manifest) => delete manifest.shards],
    ['shards', (manifest) => (manifest.shards as Json[]).pop()],
    ['shards', (manifest) => (manifest.shards as Json[]).reverse()],
    [
      'shards.0.path',
      (manifest) => Object.assign((manifest.shards as Json[])[0] ?? {}, { path: '../secret.bin' }),
    ],
    ['selfTest.logits', (manifest) => ((manifest.selfTest as Json).logits = [1, 2])],
    ['selfTest.size', (manifest) => ((manifest.preprocessing as Json).size = 224)],
    ['selfTest.tolerance', (manifest) => ((manifest.selfTest as Json).tolerance = 1e9)],
    [
      'selfTest.tolerance',
      (manifest) => Object.assign(manifest.selfTest as Json, { logits: [0, 0, 0, 0, 0, 1], tolerance: 0.06 }),
    ],
    ['architecture.layers', (manifest) => ((manifest.architecture as Json).layers = 50)],
    [
      'architecture.blocks',
      (manifest) => (manifest.architecture = { ...TINY, blocks: [1, 1, 2, 1], layers: 17 }),
    ],
    ['architecture.groups', (manifest) => (manifest.architecture = { ...TINY, groups: 32 })],
    ['architecture.widthPerGroup', (manifest) => (manifest.architecture = { ...TINY, widthPerGroup: 8 })],
  ])('with a manifest that is wrong at %s names the field', async (field, change) => {
    const json = modelJson((_, manifest) => change(manifest));
    await expect(opened(json)).rejects.toMatchObject({ code: 'model/bad-manifest' });
    await expect(opened(json)).rejects.toThrow(`at ${field}:`);
  });

  it('may leave a device that computes in float16 its rounding', async () => {
    const json = modelJson((_, manifest) => {
      manifest.selfTest = { ...(manifest.selfTest as Json), logits: [0, 0, 0, 0, 0, -8], tolerance: 0.4 };
    });
    expect((await opened(json)).manifest.selfTest.tolerance).toBe(0.4);
  });

  it.each<[string, (nodes: Json[]) => unknown]>([
    ['architecture.blocks', (nodes) => nodes.splice(indexOf(nodes, 'layer3.0.conv2'), 1)],
    [
      'architecture.groups',
      (nodes) => ((nodes[indexOf(nodes, 'layer2.0.conv2')]?.attr as Json).groups = { i: '16' }),
    ],
  ])('with a graph that contradicts its manifest names %s', async (field, change) => {
    const json = modelJson((model) => change((model.modelTopology as { node: Json[] }).node));
    await expect(opened(json)).rejects.toMatchObject({ code: 'model/bad-manifest' });
    await expect(opened(json)).rejects.toThrow(`at ${field}: the graph has`);
  });

  it.each([
    ['a model of somebody else', { format: 'graph-model', modelTopology: {}, weightsManifest: [] }],
    ['no object', 'text'],
    ['nothing', null],
  ])('is refused where model.json is %s', async (_, json) => {
    await expect(opened(json)).rejects.toMatchObject({ code: 'model/bad-manifest' });
  });
});

describe('a preprocessing', () => {
  it('is taken as a file states it', () => {
    const cropped = { ...DEFAULT_PREPROCESSING, fit: { kind: 'resize-crop', resize: 256 } };
    expect(parsePreprocessing(cropped, 'p.json')).toEqual(cropped);
  });

  it.each([
    [
      'windows.1.width',
      { ...DEFAULT_PREPROCESSING, windows: [40, 0, 600].map((width) => ({ center: 40, width })) },
    ],
    ['std', { ...DEFAULT_PREPROCESSING, std: [1, 1] }],
    ['fit.kind', { ...DEFAULT_PREPROCESSING, fit: { kind: 'stretch' } }],
    ['size', { ...DEFAULT_PREPROCESSING, size: 224.5 }],
  ])('that is wrong at %s is refused by the name of the field', (field, json) => {
    expect(() => parsePreprocessing(json, 'p.json')).toThrow(field);
  });

  it('cannot crop more than it resized', () => {
    const json = { ...DEFAULT_PREPROCESSING, fit: { kind: 'resize-crop', resize: 200 } };
    expect(() => parsePreprocessing(json, 'p.json')).toThrow(/fit.*smaller than the crop/);
  });
});
