/** What tells studies and images apart where identifiers alone do not. */
import { SAME_PLACE } from './geometry.ts';
import type { DicomInstance, Series, Slice } from './types.ts';

/** Tells studies apart: where two files name one study and two patients, they are two studies. */
export function studyKey({ patient, study }: Pick<Series | DicomInstance, 'patient' | 'study'>): string {
  return [patient.id, patient.id === '' ? patient.name : '', study.uid].join('|');
}

/**
 * Whether what carries one SOP Instance UID is one image. Told by what the header says, for one image may be written in
 * several encodings.
 */
export function isSameImage(one: Slice, other: Slice): boolean {
  const [a, b] = [one.instance, other.instance];
  if (studyKey(a) !== studyKey(b) || a.instanceNumber !== b.instanceNumber) return false;
  const [from, to] = [one.geometry.position, other.geometry.position];
  if (!from || !to) return from === to;
  // Copies write the same number in several ways.
  return from.every((coordinate, axis) => Math.abs(coordinate - (to[axis] ?? NaN)) <= SAME_PLACE);
}
