/** What elements and UIDs are called. The dictionary is dcmjs's, loaded when somebody first asks for tags. */
import { data } from 'dcmjs';
import { transferSyntax } from '../transfer-syntaxes.ts';

const { DicomMetaDictionary } = data;

export interface Entry {
  readonly vr: string;
  readonly keyword: string;
  readonly name: string;
}

/** @param tag  as dicom-parser has it: `x` and eight hexadecimal digits */
export function entryOf(tag: string): Entry {
  const group = tag.slice(1, 5);
  const element = tag.slice(5);
  if (element === '0000') return { vr: 'UL', keyword: '', name: 'Group Length' };
  if (isPrivate(tag)) {
    const creator = /^00[1-9a-f][0-9a-f]$/.test(element);
    return { vr: creator ? 'LO' : 'UN', keyword: '', name: creator ? 'Private Creator' : '' };
  }
  // Curves and overlays repeat in even groups (PS3.5 7.6); the dictionary has the first one.
  const first = /^(50|60)/.test(group) ? `${group.slice(0, 2)}00` : group;
  const found = DicomMetaDictionary.dictionary[`(${first},${element})`.toUpperCase()];
  if (!found) return { vr: 'UN', keyword: '', name: '' };
  return { vr: found.vr, keyword: found.name, name: inWords(found.name) };
}

export function isPrivate(tag: string): boolean {
  return Number.parseInt(tag.slice(4, 5), 16) % 2 === 1;
}

/** `(gggg,eeee)`. */
export function written(tag: string): string {
  return `(${tag.slice(1, 5)},${tag.slice(5)})`.toUpperCase();
}

/** What a UID of the standard stands for; undefined for all others. */
export function uidMeaning(uid: string): string | undefined {
  const sopClass = DicomMetaDictionary.sopClassNamesByUID[uid];
  return transferSyntax(uid)?.name ?? (sopClass === undefined ? undefined : inWords(sopClass));
}

/** `ReferencedSOPInstanceUID` reads *Referenced SOP Instance UID*. */
function inWords(keyword: string): string {
  return keyword.replace(/([a-z\d])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$2 ');
}
