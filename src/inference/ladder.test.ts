import { beforeAll, describe, expect, it } from 'vitest';
import { HemolensError } from '../base/index.ts';
import { convertCheckpoint, DEFAULT_PREPROCESSING, openModel, type OpenedModel } from '../model/index.ts';
import { checkpointParts, stateDict, TINY, zipCheckpoint } from '../model/testing/checkpoints.ts';
import { findRung } from './ladder.ts';
import { rungsHere } from './rungs.ts';
import { TEST_CARD } from '../model/testing/card.ts';

interface Graph {
  modelTopology: { node: { name: string; attr: Record<string, object> }[] };
}

let files: ReadonlyMap<string, Uint8Array>;
beforeAll(async () => {
  const converted = await convertCheckpoint(zipCheckpoint(checkpointParts(stateDict(TINY))), {
    file: 'tiny.pth',
    precision: 'float32',
    preprocessing: { ...DEFAULT_PREPROCESSING, size: 32 },
    card: { ...TEST_CARD, id: 'tiny' },
  });
  files = converted.files;
});

function model(change: (graph: Graph) => void): Promise<OpenedModel> {
  const file = (name: string) => files.get(name) ?? new Uint8Array();
  const json = JSON.parse(new TextDecoder().decode(file('model.json'))) as Graph;
  change(json);
  return openModel(json, (path) => Promise.resolve(file(path)), 'models/tiny/model.json');
}

async function failure(broken: OpenedModel, gpu?: GPU): Promise<HemolensError> {
  const rungs = await rungsHere(gpu ? 'auto' : 'wasm', broken, { gpu });
  const found = findRung(broken, rungs, undefined, () => undefined);
  const thrown: unknown = await found.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(thrown instanceof HemolensError)) throw new Error('no error of ours', { cause: thrown });
  return thrown;
}

/** A graphics processor that promises everything and gives no device. */
const brokenGpu = {
  requestAdapter: () =>
    Promise.resolve({
      info: { vendor: 'acme', architecture: '', device: '', description: 'Acme 1', isFallbackAdapter: false },
      limits: {},
      requestDevice: () => Promise.reject(new Error('D3D12CreateDevice failed 0x887a0004')),
    }),
} as unknown as GPU;

describe('the ladder of devices', () => {
  it('says in its own words that a graph lacks a node, names the file and keeps the cause', async () => {
    const broken = await model(({ modelTopology }) => {
      modelTopology.node = modelTopology.node.filter(({ name }) => name !== 'pool/padded');
    });
    const error = await failure(broken);
    expect(error).toMatchObject({
      code: 'inference/no-rung',
      file: 'models/tiny/model.json',
      message:
        'No device can run this model. The model tiny could not be loaded: its model.json is damaged, or the device has no room for it.',
    });
    const [unloadable] = (error.cause as AggregateError).errors as HemolensError[];
    expect(unloadable?.code).toBe('inference/unloadable');
    expect(unloadable?.cause).toBeInstanceOf(Error);
  });

  it('says in its own words that a graph loads and cannot be computed', async () => {
    const broken = await model(({ modelTopology }) => {
      const node = modelTopology.node.find(({ name }) => name === 'layer2.0.conv2');
      Object.assign(node?.attr ?? {}, { activation: { s: btoa('gelu') } });
    });
    const error = await failure(broken);
    expect(error.message).toBe(
      'No device can run this model. The model tiny could not be computed on this device.',
    );
    const [notComputed] = (error.cause as AggregateError).errors as HemolensError[];
    expect(String(notComputed?.cause)).toContain('attribute activation');
  });

  it('gives the reason of each rung that failed, without the words of a driver', async () => {
    const broken = await model(({ modelTopology }) => {
      modelTopology.node = modelTopology.node.filter(({ name }) => name !== 'pool/padded');
    });
    const error = await failure(broken, brokenGpu);
    expect(error.message).toContain(
      'The GPU (Acme 1) could not be opened. The model tiny could not be loaded',
    );
    expect(error.message).not.toContain('D3D12');
  });
});

it.each([
  ['refuses', { requestAdapter: () => Promise.reject(new DOMException('WebGPU is not yet available')) }],
  ['has none', { requestAdapter: () => Promise.resolve(null) }],
])('a WebGPU that %s an adapter leaves WebAssembly', async (_, gpu) => {
  const rungs = await rungsHere('auto', await model(() => undefined), { gpu: gpu as unknown as GPU });
  expect(rungs).toMatchObject({ only: { rung: 'wasm' } });
});

it('an adapter of which the browser tells nothing is tried under no name', async () => {
  const gpu = { requestAdapter: () => Promise.resolve({ limits: {} }) } as unknown as GPU;
  const rungs = await rungsHere('webgpu', await model(() => undefined), { gpu });
  expect(rungs).toMatchObject({ only: { rung: 'webgpu', name: 'WebGPU (unnamed adapter)' } });
});
