import { beforeAll, describe, expect, it } from 'vitest';
import { convertCheckpoint } from './convert.ts';
import type { GraphDef } from './graphDef.ts';
import { convolutionsOf, layersOf } from './layers.ts';
import { openModel, type OpenedModel } from './openModel.ts';
import { operationsOf } from './operations.ts';
import { DEFAULT_PREPROCESSING } from './preprocessing.ts';
import { TEST_CARD } from './testing/card.ts';
import { checkpointParts, stateDict, TINY, zipCheckpoint } from './testing/checkpoints.ts';

type Node = GraphDef['node'][number];

describe('the operations of a graph', () => {
  let model: OpenedModel;
  beforeAll(async () => {
    const { files } = await convertCheckpoint(zipCheckpoint(checkpointParts(stateDict(TINY))), {
      file: 'a.pth',
      precision: 'float32',
      preprocessing: { ...DEFAULT_PREPROCESSING, size: 32 },
      card: TEST_CARD,
    });
    const file = (name: string) => files.get(name) ?? new Uint8Array();
    const json: unknown = JSON.parse(new TextDecoder().decode(file('model.json')));
    model = await openModel(json, (path) => Promise.resolve(file(path)), 'tiny');
  });

  const changed = (change: (node: Node[]) => Node[]) => {
    const { node } = structuredClone(model.artifacts.modelTopology);
    return operationsOf({ ...model.artifacts, modelTopology: { node: change(node) } }, 'tiny');
  };

  it('are the architecture’s convolutions, its pooling and its head, in an order in which they can run', () => {
    const operations = operationsOf(model.artifacts, 'tiny');
    const filters = operations.flatMap((one) => (one.kind === 'convolution' ? [one.filter] : []));
    const expected = convolutionsOf(layersOf(TINY)).map(({ name }) => `${name}/filter`);
    expect(new Set(filters)).toEqual(new Set([...expected, 'fc/filter']));
    const computed = new Set(['input']);
    for (const operation of operations) {
      const reads = [
        operation.x,
        ...(operation.kind === 'convolution' ? [operation.addend ?? []].flat() : []),
      ];
      for (const name of reads) expect(computed).toContain(name);
      computed.add(operation.name);
    }
    expect(operations.at(-1)).toMatchObject({
      kind: 'pooled-logits',
      name: 'logits',
      x: 'evidence',
      pooling: { kind: 'mean' },
    });
  });

  it('join the sum of a block and its activation to the last convolution', () => {
    const operations = operationsOf(model.artifacts, 'tiny');
    expect(operations.find(({ name }) => name === 'layer1.0')).toMatchObject({
      kind: 'convolution',
      filter: 'layer1.0.conv3/filter',
      addend: 'layer1.0.downsample.0',
      relu: true,
    });
  });

  it.each<[string, (node: Node[]) => Node[], string]>([
    ['a missing node', (node) => node.filter(({ name }) => name !== 'pool/padded'), 'pool/padded is missing'],
    [
      'another operation',
      (node) => node.map((one) => (one.op === 'MaxPool' ? { ...one, op: 'AvgPool' } : one)),
      'AvgPool',
    ],
    [
      'another activation',
      (node) =>
        node.map((one) =>
          one.name === 'layer2.0.conv2'
            ? { ...one, attr: { ...one.attr, activation: { s: btoa('gelu') } } }
            : one,
        ),
      'layer2.0.conv2 has an activation',
    ],
    [
      'no strides',
      (node) => node.map((one) => (one.name === 'conv1' ? { ...one, attr: {} } : one)),
      'conv1 has no',
    ],
  ])('refuse what this program does not write, by name: %s', (_, change, said) => {
    expect(() => changed(change)).toThrow(
      expect.objectContaining({
        code: 'model/unknown-operation',
        message: expect.stringContaining(said) as string,
      }),
    );
  });
});
