import { describe, expect, it } from 'vitest';
import { HemolensError } from '../../base/index.ts';
import {
  checkpointParts,
  legacyCheckpoint,
  pickledTensor,
  zipCheckpoint,
  type CheckpointParts,
  type PickledTensor,
  type TestTensor,
} from '../testing/checkpoints.ts';
import { pickle, type Pickled } from '../testing/pickles.ts';
import { readCheckpoint } from './checkpoint.ts';

const ramp = (count: number) => Float32Array.from({ length: count }, (_, i) => i - 2.5);
const dict = new Map<string, TestTensor>([
  ['conv1.weight', { shape: [2, 3], data: ramp(6) }],
  ['fc.bias', { shape: [4], data: ramp(4) }],
]);

function codeOf(read: () => unknown): string {
  try {
    read();
  } catch (thrown) {
    if (thrown instanceof HemolensError) return thrown.code;
    throw thrown;
  }
  return 'nothing was thrown';
}

const FORMATS: [string, (parts: CheckpointParts) => Uint8Array, boolean][] = [
  ['zip format', (parts) => zipCheckpoint(parts), false],
  ['format before 1.6', legacyCheckpoint, true],
];

describe.each(FORMATS)('a checkpoint in the %s', (_, write, legacy) => {
  it('gives its tensors by name, shape and value', () => {
    const read = readCheckpoint(write(checkpointParts(dict, { legacy })), 'a.pth');
    expect([...read.keys()]).toEqual(['conv1.weight', 'fc.bias']);
    expect(read.get('conv1.weight')).toEqual({ shape: [2, 3], data: ramp(6) });
  });

  it('is found under model beside an optimizer, its module prefixes undone', () => {
    const wrap = (inner: Pickled): Pickled => ({
      dict: [
        ['epoch', 3],
        ['best', { call: [{ global: ['builtins', 'set'] }, { tuple: [{ list: [1, 2] }] }] }],
        ['optimizer', { dict: [['lr', 0.001]] }],
        ['model', inner],
      ],
    });
    const read = readCheckpoint(
      write(checkpointParts(dict, { legacy, wrap, prefix: 'module.model.' })),
      'a.pth',
    );
    expect([...read.keys()]).toEqual(['conv1.weight', 'fc.bias']);
  });

  it('is found beside what a wrapper keeps of its own, and where settings stand under a key of tensors', () => {
    const more = new Map<string, TestTensor>([
      ['n_averaged', { shape: [1], data: ramp(1) }],
      ...Array.from(dict, ([name, tensor]): [string, TestTensor] => [`module.${name}`, tensor]),
      ['criterion.pos_weight', { shape: [2], data: ramp(2) }],
    ]);
    const wrap = (inner: Pickled): Pickled => ({
      dict: [
        ['model', { dict: [['name', 'resnext50']] }],
        ['milestones', { call: [{ global: ['collections', 'Counter'] }, { tuple: [{ dict: [[30, 1]] }] }] }],
        ['model_state_dict', inner],
      ],
    });
    const read = readCheckpoint(write(checkpointParts(more, { legacy, wrap })), 'a.pth');
    expect([...read.keys()]).toEqual(['conv1.weight', 'fc.bias']);
  });

  it.each([
    ['posix', 'system'],
    ['builtins', 'eval'],
    ['torch.storage', '_load_from_bytes'],
    ['torchvision.models.resnet', 'ResNet'],
  ])('is refused by name where it asks for %s.%s', (module, name) => {
    const harmful: Pickled = { call: [{ global: [module, name] }, { tuple: ['touch /tmp/harm'] }] };
    const wrap = (inner: Pickled): Pickled => ({
      dict: [
        ['extra', harmful],
        ['model', inner],
      ],
    });
    const bytes = write(checkpointParts(dict, { legacy, wrap }));
    expect(() => readCheckpoint(bytes, 'folder/bad.pth')).toThrow(`${module}.${name}`);
    expect(() => readCheckpoint(bytes, 'folder/bad.pth')).toThrow(
      expect.objectContaining({ code: 'model/foreign-global', file: 'folder/bad.pth' }),
    );
  });

  it('is called damaged wherever it is cut off', () => {
    const bytes = write(checkpointParts(dict, { legacy }));
    for (let length = 5; length < bytes.length - 1; length += 7) {
      expect(codeOf(() => readCheckpoint(bytes.subarray(0, length), 'a.pth'))).toBe('model/bad-checkpoint');
    }
  });

  it('with any byte changed is read or refused, and ends in no other error', () => {
    const bytes = write(checkpointParts(dict, { legacy }));
    for (let at = 0; at < bytes.length; at++) {
      const changed = Uint8Array.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0x5a;
      expect(codeOf(() => readCheckpoint(changed, 'a.pth'))).toMatch(
        /^(nothing was thrown|model\/bad-checkpoint|model\/foreign-global)$/,
      );
    }
  });
});

describe('a checkpoint', () => {
  const file = (tensor: PickledTensor, bytes: Uint8Array, elementBytes: number) =>
    zipCheckpoint({
      value: { dict: [['x', pickledTensor(tensor, false)]] },
      storages: new Map([['0', { bytes, elementBytes }]]),
    });
  const bytesOf = (values: ArrayBufferView) =>
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

  it('may be deflated, under any archive name, and of pickle protocol 4', () => {
    const bytes = zipCheckpoint(checkpointParts(dict), { name: 'best model', deflated: true, protocol: 4 });
    expect(readCheckpoint(bytes, 'a.pth').get('fc.bias')?.data).toEqual(ramp(4));
  });

  it('is refused by name in protocol 4 too', () => {
    const wrap = (): Pickled => ({ call: [{ global: ['os', 'system'] }, { tuple: ['true'] }] });
    const bytes = zipCheckpoint(checkpointParts(dict, { wrap }), { protocol: 4 });
    expect(() => readCheckpoint(bytes, 'a.pth')).toThrow('os.system');
  });

  it.each([
    ['HalfStorage', Uint16Array.of(0x3c00, 0xc100, 0x0001), 2, [1, -2.5, 2 ** -24]],
    ['BFloat16Storage', Uint16Array.of(0x3f80, 0xc020, 0x0000), 2, [1, -2.5, 0]],
    ['DoubleStorage', Float64Array.of(1, -2.5, 0.1), 8, [1, -2.5, Math.fround(0.1)]],
    ['LongStorage', BigInt64Array.of(1n, -2n, 40n), 8, [1, -2, 40]],
    ['BoolStorage', Uint8Array.of(1, 0, 1), 1, [1, 0, 1]],
  ])('gives the values of a %s', (storageClass, values, elementBytes, expected) => {
    const tensor = { storage: '0', elements: 3, storageClass, shape: [3], strides: [1] };
    const read = readCheckpoint(file(tensor, bytesOf(values), elementBytes), 'a.pth');
    expect(Array.from(read.get('x')?.data ?? [])).toEqual(expected);
  });

  it('gives a transposed tensor in row-major order', () => {
    const tensor = { storage: '0', elements: 7, offset: 1, shape: [3, 2], strides: [1, 3] };
    const read = readCheckpoint(file(tensor, bytesOf(Float32Array.of(9, 1, 2, 3, 4, 5, 6)), 4), 'a.pth');
    expect(Array.from(read.get('x')?.data ?? [])).toEqual([1, 4, 2, 5, 3, 6]);
  });

  it('may keep two tensors in one storage', () => {
    const shared = { storage: '0', elements: 5, shape: [2], strides: [1] };
    const bytes = zipCheckpoint({
      value: {
        dict: [
          ['a', pickledTensor({ ...shared, offset: 1 }, false)],
          ['b', pickledTensor({ ...shared, offset: 3 }, false)],
        ],
      },
      storages: new Map([['0', { bytes: bytesOf(ramp(5)), elementBytes: 4 }]]),
    });
    const read = readCheckpoint(bytes, 'a.pth');
    expect([read.get('a')?.data, read.get('b')?.data]).toEqual([ramp(5).slice(1, 3), ramp(5).slice(3)]);
  });

  it('from a big-endian machine is turned round', () => {
    const tensor = { storage: '0', elements: 2, shape: [2], strides: [1] };
    const bigEndian = new Uint8Array(8);
    new DataView(bigEndian.buffer).setFloat32(0, 1.5, false);
    new DataView(bigEndian.buffer).setFloat32(4, -3, false);
    const bytes = zipCheckpoint(
      {
        value: { dict: [['x', pickledTensor(tensor, false)]] },
        storages: new Map([['0', { bytes: bigEndian, elementBytes: 4 }]]),
      },
      { byteOrder: 'big' },
    );
    expect(readCheckpoint(bytes, 'a.pth').get('x')?.data).toEqual(Float32Array.of(1.5, -3));
  });

  it.each([
    ['reaches past its storage', { shape: [5], strides: [1] }],
    ['has a negative stride', { shape: [2], strides: [-1] }],
    ['repeats one value a billion times', { shape: [1e9], strides: [0] }],
  ])('is called damaged where a tensor %s', (_, window) => {
    const bytes = file({ storage: '0', elements: 4, ...window }, bytesOf(ramp(4)), 4);
    expect(codeOf(() => readCheckpoint(bytes, 'a.pth'))).toBe('model/bad-checkpoint');
  });

  it('is called damaged where the values of a tensor are missing', () => {
    const parts = checkpointParts(dict);
    const bytes = zipCheckpoint({ value: parts.value, storages: new Map() });
    expect(codeOf(() => readCheckpoint(bytes, 'a.pth'))).toBe('model/bad-checkpoint');
  });

  it.each<[string, Uint8Array]>([
    ['plain text', new TextEncoder().encode('no model at all')],
    ['an empty file', new Uint8Array()],
    ['a pickle of something else', pickle({ list: [1, 2] })],
    ['a zip archive of something else', zipCheckpoint({ value: null, storages: new Map() }).slice()],
    ['a checkpoint without tensors', zipCheckpoint(checkpointParts(new Map()))],
  ])('is not %s', (_, bytes) => {
    expect(codeOf(() => readCheckpoint(bytes, 'a.pth'))).toBe('model/bad-checkpoint');
  });
});
