/** A PyTorch checkpoint file to the tensors of its state dict: the formats in a table, nesting and prefixes undone. */
import { HemolensError } from '../../base/index.ts';
import { isLegacy, openLegacy } from './legacy.ts';
import { PickleError } from './pickle.ts';
import { decodeStorage, readTensor, TensorReference, type CheckpointTensor } from './storage.ts';
import type { CheckpointFormat, OpenedCheckpoint } from './format.ts';
import { isZip, openZip } from './zip.ts';

const FORMATS: readonly CheckpointFormat[] = [
  { recognises: isZip, open: openZip },
  { recognises: isLegacy, open: openLegacy },
];

/** Where training scripts put the state dict; averaged weights last, for they are a choice that has to be made knowingly. */
const NESTED_UNDER = ['state_dict', 'model', 'net', 'model_state_dict', 'ema', 'model_ema', 'state_dict_ema'];

/** What wrappers put before every name: DataParallel, torch.compile, Lightning and the like. */
const PREFIXES = ['module.', '_orig_mod.', 'model.', 'net.'];

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
    const detail = thrown instanceof Error || thrown instanceof PickleError ? thrown.message : String(thrown);
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

function findStateDict(value: unknown): ReadonlyMap<string, TensorReference> {
  if (!(value instanceof Map)) throw new RangeError('it holds no state dict');
  for (const key of NESTED_UNDER) {
    const nested: unknown = value.get(key);
    if (nested instanceof Map) return findStateDict(nested);
  }
  const tensors = new Map<string, TensorReference>();
  for (const [name, tensor] of value) {
    if (typeof name === 'string' && tensor instanceof TensorReference) tensors.set(name, tensor);
  }
  if (tensors.size === 0) throw new RangeError('it holds no tensors by name');
  return withoutPrefixes(tensors);
}

function withoutPrefixes(
  tensors: ReadonlyMap<string, TensorReference>,
): ReadonlyMap<string, TensorReference> {
  const names = [...tensors.keys()];
  const prefix = PREFIXES.find((candidate) => names.every((name) => name.startsWith(candidate)));
  if (prefix === undefined) return tensors;
  return withoutPrefixes(
    new Map(Array.from(tensors, ([name, tensor]) => [name.slice(prefix.length), tensor])),
  );
}
