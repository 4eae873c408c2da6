import { beforeAll, describe, expect, it } from 'vitest';
import { convertCheckpoint } from './convert.ts';
import { openModel, type OpenedModel } from './openModel.ts';
import { DEFAULT_PREPROCESSING, parsePreprocessing } from './preprocessing.ts';
import { checkpointParts, stateDict, TINY, zipCheckpoint } from './testing/checkpoints.ts';

type Json = Record<string, unknown>;

describe('a model folder', () => {
  let files: ReadonlyMap<string, Uint8Array>;
  let text: string;
  beforeAll(async () => {
    const converted = await convertCheckpoint(zipCheckpoint(checkpointParts(stateDict(TINY))), {
      file: 'a.pth',
      precision: 'float16',
      preprocessing: { ...DEFAULT_PREPROCESSING, size: 32 },
      card: {
        id: 'test',
        version: '1',
        licence: 'not stated',
        provenance: { trainedOn: 'nothing', trainedBy: 'nobody', source: 'made in code' },
        performance: [],
        intendedUse: 'tests',
      },
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
    ['selfTest.logits', (manifest) => ((manifest.selfTest as Json).logits = [1, 2])],
  ])('with a manifest that is wrong at %s names the field', async (field, change) => {
    const json = modelJson((_, manifest) => change(manifest));
    await expect(opened(json)).rejects.toMatchObject({ code: 'model/bad-manifest' });
    await expect(opened(json)).rejects.toThrow(`at ${field}`);
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
    expect(() => parsePreprocessing(json, 'p.json')).toThrow('cannot be larger');
  });
});
