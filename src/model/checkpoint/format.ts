import type { StorageReference } from './storage.ts';

/** A checkpoint whose object is known and whose numbers are still packed. */
export interface OpenedCheckpoint {
  readonly value: unknown;
  readonly bigEndian: boolean;
  /** The stored bytes of at least the wanted storages, by key. */
  readStorages(wanted: Iterable<StorageReference>): ReadonlyMap<string, Uint8Array>;
}

/** One of the ways in which PyTorch writes a checkpoint. */
export interface CheckpointFormat {
  recognises(bytes: Uint8Array): boolean;
  open(bytes: Uint8Array, file: string): OpenedCheckpoint;
}
