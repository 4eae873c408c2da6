/**
 * The checkpoint format since PyTorch 1.6: a zip archive of `<name>/data.pkl`, `<name>/data/<key>` and, since 2.0,
 * `<name>/byteorder`. Two passes, so that only the storages of tensors that are wanted are ever unpacked.
 */
import { unzipSync } from 'fflate';
import { unpickle } from './pickle.ts';
import type { OpenedCheckpoint } from './format.ts';
import { permittedGlobal, storageOf } from './globals.ts';

const LOCAL_HEADER = [0x50, 0x4b, 0x03, 0x04];

export function isZip(bytes: Uint8Array): boolean {
  return LOCAL_HEADER.every((byte, i) => bytes[i] === byte);
}

export function openZip(bytes: Uint8Array, file: string): OpenedCheckpoint {
  const small = unzipSync(bytes, { filter: ({ name }) => /(^|\/)(data\.pkl|byteorder)$/.test(name) });
  const pickleName = Object.keys(small).find((name) => name.endsWith('data.pkl'));
  const pickle = pickleName === undefined ? undefined : small[pickleName];
  if (pickleName === undefined || !pickle) throw new RangeError('the archive holds no data.pkl');
  const folder = pickleName.slice(0, -'data.pkl'.length);
  const { value } = unpickle(pickle, 0, {
    global: (module, name) => permittedGlobal(module, name, file),
    persistent: storageOf,
  });
  return {
    value,
    bigEndian: new TextDecoder().decode(small[`${folder}byteorder`]).trim() === 'big',
    readStorages(wanted) {
      const keyOf = new Map(Array.from(wanted, ({ key }) => [`${folder}data/${key}`, key]));
      const unpacked = unzipSync(bytes, { filter: ({ name }) => keyOf.has(name) });
      return new Map(Object.entries(unpacked).map(([name, stored]) => [keyOf.get(name) ?? name, stored]));
    },
  };
}
