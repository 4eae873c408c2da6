/**
 * The checkpoint format before PyTorch 1.6: pickles one after another (magic number, protocol version, system, the
 * object, the storages' keys), then each storage as its number of elements, 8 bytes, and its values.
 */
import type { OpenedCheckpoint } from './format.ts';
import { permittedGlobal, storageOf } from './globals.ts';
import { unpickle } from './pickle.ts';
import { elementBytes, type StorageReference } from './storage.ts';

const MAGIC_NUMBER = 0x1950a86a20f9469cfc6cn;
const PICKLE_PROTOCOL_2_OR_LATER = 0x80;

export function isLegacy(bytes: Uint8Array): boolean {
  return bytes[0] === PICKLE_PROTOCOL_2_OR_LATER;
}

export function openLegacy(bytes: Uint8Array, file: string): OpenedCheckpoint {
  const storages = new Map<string, StorageReference>();
  let end = 0;
  const next = (): unknown => {
    const pickle = unpickle(bytes, end, {
      global: (module, name) => permittedGlobal(module, name, file),
      persistent(id) {
        const storage = storageOf(id);
        storages.set(storage.key, storage);
        return storage;
      },
    });
    end = pickle.end;
    return pickle.value;
  };

  if (next() !== MAGIC_NUMBER) throw new RangeError('the magic number of a PyTorch checkpoint is missing');
  next();
  const system = next();
  const value = next();
  const keys = next();
  if (!Array.isArray(keys)) throw new RangeError('the list of storages is missing');
  const places = locateStorages(bytes, end, keys, storages);
  return {
    value,
    bigEndian: system instanceof Map && system.get('little_endian') === false,
    readStorages: () => places,
  };
}

/** @returns views on `bytes`, nothing copied */
function locateStorages(
  bytes: Uint8Array,
  start: number,
  keys: readonly unknown[],
  storages: ReadonlyMap<string, StorageReference>,
): ReadonlyMap<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const places = new Map<string, Uint8Array>();
  let at = start;
  for (const key of keys) {
    const storage = typeof key === 'string' ? storages.get(key) : undefined;
    if (!storage) throw new RangeError('a storage belongs to no tensor');
    const length = Number(view.getBigInt64(at, true)) * elementBytes(storage.type);
    at += 8;
    if (length < 0 || at + length > bytes.length) throw new RangeError('a storage is cut off');
    places.set(storage.key, bytes.subarray(at, at + length));
    at += length;
  }
  return places;
}
