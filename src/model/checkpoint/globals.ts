/**
 * What a checkpoint may name: tensors, storages and Python's plain containers, each standing for a few lines of ours.
 * Everything else is refused by name; there is no way from here to code of the checkpoint's choosing.
 */
import { HemolensError } from '../../base/index.ts';
import { Opaque, PickleGlobal } from './pickle.ts';
import { elementTypeOf, StorageReference, TensorReference, type ElementType } from './storage.ts';

/** A storage class of PyTorch, as a persistent id names it. */
class StorageClass extends PickleGlobal {
  readonly type: ElementType;

  constructor(name: string, type: ElementType) {
    super(name, () => new Opaque(name));
    this.type = type;
  }
}

type Construct = (args: readonly unknown[]) => unknown;

const opaque = (name: string): Construct => {
  const object = new Opaque(name);
  return () => object;
};

const firstOf: Construct = (args) => args[0] ?? null;
const list: Construct = ([items]) => (isIterable(items) ? [...items] : []);
const set: Construct = ([items]) => new Set(isIterable(items) ? items : []);
const rebuildTensor: Construct = ([storage, offset, shape, strides]) => {
  if (!(storage instanceof StorageReference)) throw new RangeError('a tensor has no storage');
  return new TensorReference(storage, offset, shape, strides);
};

/** A dict from nothing, from another dict or from pairs. */
const dict: Construct = ([items]) => {
  const result = new Map<unknown, unknown>();
  if (!isIterable(items)) return result;
  for (const pair of items) {
    if (Array.isArray(pair) && pair.length === 2) result.set(pair[0], pair[1]);
  }
  return result;
};

/** NumPy scalars of protocol 2 hold their bytes as Latin-1 text. */
const encode: Construct = ([text]) =>
  Uint8Array.from(typeof text === 'string' ? text : '', (character) => character.charCodeAt(0));

const PERMITTED: ReadonlyMap<string, Construct> = new Map<string, Construct>([
  ['collections.OrderedDict', dict],
  ['collections.defaultdict', () => new Map()],
  ['collections.Counter', dict],
  ...['builtins', '__builtin__'].flatMap((module): [string, Construct][] => [
    [`${module}.dict`, dict],
    [`${module}.list`, list],
    [`${module}.tuple`, list],
    [`${module}.set`, set],
    [`${module}.frozenset`, set],
    [`${module}.int`, firstOf],
    [`${module}.float`, firstOf],
    [`${module}.bool`, firstOf],
    [`${module}.str`, firstOf],
  ]),
  ['torch._utils._rebuild_tensor', rebuildTensor],
  ['torch._utils._rebuild_tensor_v2', rebuildTensor],
  ['torch._utils._rebuild_parameter', firstOf],
  ['torch._utils._rebuild_parameter_with_state', firstOf],
  ['torch.Size', list],
  ['torch.device', opaque('torch.device')],
  ['_codecs.encode', encode],
  ...['numpy', 'numpy.core.multiarray', 'numpy._core.multiarray'].flatMap((module): [string, Construct][] => [
    [`${module}.dtype`, opaque('numpy.dtype')],
    [`${module}.scalar`, opaque('numpy scalar')],
  ]),
]);

const TORCH_DTYPE =
  /^torch\.(float|double|half|bfloat|int|uint|long|short|char|byte|bool|complex|qint|quint)\d*$/;
const TORCH_STORAGE = /^torch\.(?:cuda\.|storage\.)?(\w+Storage)$/;

/**
 * @param file  named in the error
 * @throws {HemolensError} `model/foreign-global` for everything but tensors and plain containers
 */
export function permittedGlobal(module: string, name: string, file: string): PickleGlobal {
  const full = `${module}.${name}`;
  const construct = PERMITTED.get(full);
  if (construct) return new PickleGlobal(full, construct);
  const storageClass = TORCH_STORAGE.exec(full)?.[1];
  const type = storageClass === undefined ? undefined : elementTypeOf(storageClass);
  if (type) return new StorageClass(full, type);
  if (TORCH_DTYPE.test(full)) return new PickleGlobal(full, opaque(full));
  throw new HemolensError(
    'model/foreign-global',
    `The checkpoint asks for ${full}, which is neither a tensor nor a plain container. Nothing in it was run. ` +
      'A checkpoint must hold a state dict alone: save it with torch.save(model.state_dict(), ...).',
    { file },
  );
}

/**
 * The storage that a persistent id stands for: `('storage', class, key, location, elements[, view])`, where the old
 * format's view is `(key, first element, elements)` or None.
 * @throws {RangeError} where the id is none of a storage
 */
export function storageOf(id: unknown): StorageReference {
  if (!Array.isArray(id)) throw new RangeError('a persistent id is no tuple');
  const parts: readonly unknown[] = id;
  const [kind, storageClass, key, , , view] = parts;
  if (kind !== 'storage' || typeof key !== 'string' || !(storageClass instanceof StorageClass)) {
    throw new RangeError('a persistent id is none of a storage');
  }
  const start: unknown = Array.isArray(view) ? view[1] : 0;
  if (typeof start !== 'number') throw new RangeError('a view of a storage has no start');
  return new StorageReference(key, storageClass.type, start);
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}
