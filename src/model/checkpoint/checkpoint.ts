/** A PyTorch checkpoint file to the tensors of its state dict: the formats in a table, nesting and prefixes undone. */
import { HemolensError } from '../../base/index.ts';
import { isLegacy, openLegacy } from './legacy.ts';
import { decodeStorage, readTensor, TensorReference, type CheckpointTensor } from './storage.ts';
import type { CheckpointFormat, OpenedCheckpoint } from './format.ts';
import { isZip, openZip } from './zip.ts';

const FORMATS: readonly CheckpointFormat[] = [
  { recognises: isZip, open: openZip },
  { recognises: isLegacy, open: openLegacy },
];

/** Where training scripts put the state dict; averaged weights last, for they are a choice that has to be made knowingly. */
const NESTED_UNDER = ['state_dict', 'model', 'net', 'model_state_dict', 'ema', 'model_ema', 'state_dict_ema'];

/** What wrappers put before every name of the network: DataParallel, AveragedModel, torch.compile, Lightning and the like. */
const PREFIXES = ['module.', '_orig_mod.', 'model.', 'net.'];

/** The name that every network of this kind has. */
const FIRST = 'conv1.weight';

/**
 * Reads the tensors of a PyTorch checkpoint: the zip format, or the one before PyTorch 1.6.
 * The values may be views on `bytes`: neither is to be written to.
 * @param file  the checkpoint's name, for errors
 * @returns     name to tensor, as in `state_dict()` of a torchvision model
 * @throws {HemolensError} `model/bad-checkpoint` where it is none or damaged; `model/foreign-global` where it asks for
 *   anything but tensors and plain containers
 */
export function readCheckpoint(bytes: Uint8Array, file: string): ReadonlyMap<string, CheckpointTensor> {
  const format = FORMATS.find((candidate) => candidate.recognises(bytes));
  if (!format) {
    throw new HemolensError('model/bad-checkpoint', 'This file is no PyTorch checkpoint.', { file });
  }
  try {
    const opened = format.open(bytes, file);
    return readTensors(opened, findStateDict(opened.value));
  } catch (thrown) {
    if (thrown instanceof HemolensError) throw thrown;
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    throw new HemolensError(
      'model/bad-checkpoint',
      `This PyTorch checkpoint is damaged, cut off or of an unknown kind (${detail}).`,
      { file, cause: thrown },
    );
  }
}

function readTensors(
  opened: OpenedCheckpoint,
  references: ReadonlyMap<string, TensorReference>,
): ReadonlyMap<string, CheckpointTensor> {
  const stored = opened.readStorages(Array.from(references.values(), ({ storage }) => storage));
  const decoded = new Map<string, Float32Array>();
  const tensors = new Map<string, CheckpointTensor>();
  for (const [name, reference] of references) {
    const { key, type } = reference.storage;
    let values = decoded.get(key);
    if (!values) {
      const bytes = stored.get(key);
      if (!bytes) throw new RangeError(`the values of ${name} are missing`);
      values = decodeStorage(bytes, type, opened.bigEndian);
      decoded.set(key, values);
    }
    tensors.set(name, readTensor(reference, values));
  }
  return tensors;
}

type References = ReadonlyMap<string, TensorReference>;

function findStateDict(value: unknown): References {
  if (!(value instanceof Map)) throw new RangeError('it holds no state dict');
  const tensors = tensorsIn(value);
  if (!tensors) throw new RangeError('it holds no tensors by name');
  return withoutPrefixes(tensors);
}

/** What a script nests under such a key may also be its settings: the first with tensors counts. */
function tensorsIn(dict: ReadonlyMap<unknown, unknown>): References | undefined {
  for (const key of NESTED_UNDER) {
    const nested = dict.get(key);
    const found = nested instanceof Map ? tensorsIn(nested) : undefined;
    if (found) return found;
  }
  const tensors = new Map<string, TensorReference>();
  for (const [name, tensor] of dict) {
    if (typeof name === 'string' && tensor instanceof TensorReference) tensors.set(name, tensor);
  }
  return tensors.size > 0 ? tensors : undefined;
}

/** Beside the network a wrapper may keep tensors of its own, a loss's weights or a count, which are left out. */
function withoutPrefixes(tensors: References): References {
  const prefix = PREFIXES.find((candidate) => hasNetworkUnder(candidate, tensors));
  if (prefix === undefined) return tensors;
  const within = [...tensors].filter(([name]) => name.startsWith(prefix));
  return withoutPrefixes(new Map(within.map(([name, tensor]) => [name.slice(prefix.length), tensor])));
}

/** The first layer stands under this prefix, others before it or not, and not by its own name. */
function hasNetworkUnder(prefix: string, tensors: References): boolean {
  if (tensors.has(FIRST)) return false;
  return [...tensors.keys()].some((name) => name.startsWith(prefix) && name.endsWith(`.${FIRST}`));
}
