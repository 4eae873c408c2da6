/**
 * What was opened one after the other: which studies came with which opening, how far it was read, and what of it did not
 * load. An opening that no open study comes from is forgotten.
 */
import type { Failure } from '../base/index.ts';
import type { Extent } from './studyTypes.ts';

export interface Opening {
  /** Of studies that came with it and are open. */
  readonly studies: Set<string>;
  /** Closed while it is read: what still comes of them is left aside. */
  readonly closed: Set<string>;
  readonly failures: Failure[];
  filesFound: number;
  filesDone: number;
  phase: Extent['phase'];
  /** Slices that came with it, by id, whether or not they were open already. */
  readonly slices: Set<string>;
  /** How many of them were not. */
  fresh: number;
  /** Nothing was open when it began to show something: where the study opens is the program's to choose. */
  first: boolean;
}

export function newOpening(): Opening {
  return {
    studies: new Set(),
    closed: new Set(),
    failures: [],
    filesFound: 0,
    filesDone: 0,
    phase: 'reading',
    slices: new Set(),
    fresh: 0,
    first: false,
  };
}

/** By study; one that came with several openings is as incomplete as the least complete of them. */
export function extentsOf(openings: readonly Opening[]): ReadonlyMap<string, Extent> {
  const extents = new Map<string, Extent>();
  const order: readonly Extent['phase'][] = ['whole', 'stopped', 'reading'];
  for (const { studies, phase, filesFound, filesDone } of openings) {
    const extent: Extent = phase === 'stopped' ? { phase, filesFound, filesDone } : { phase };
    for (const key of studies) {
      const known = extents.get(key)?.phase ?? 'whole';
      if (order.indexOf(phase) >= order.indexOf(known)) extents.set(key, extent);
    }
  }
  return extents;
}

/** The failures of openings that an open study came with. */
export function failuresOf(openings: readonly Opening[]): Failure[] {
  return openings.filter(({ studies }) => studies.size > 0).flatMap(({ failures }) => failures);
}

/** A study read again to its end is whole, however an earlier opening of it ended. */
export function settleEarlier(
  openings: readonly Opening[],
  whole: Opening,
  slicesOf: (study: string) => readonly string[],
): void {
  for (const study of whole.studies) {
    if (!slicesOf(study).every((id) => whole.slices.has(id))) continue;
    for (const other of openings) if (other !== whole) other.studies.delete(study);
  }
}
