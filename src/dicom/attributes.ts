/**
 * Reads attributes of one data set or sequence item as text and numbers. dicom-parser throws on values that reach past
 * the end and knows no character sets, so the bytes are read here; an attribute that makes no sense reads as absent.
 */
import type { DataSet } from 'dicom-parser';
import { decodeText, displayName } from './text.ts';

export class Attributes {
  readonly #set: DataSet;
  readonly #characterSet: string | undefined;

  constructor(set: DataSet, characterSet?: string) {
    this.#set = set;
    this.#characterSet = this.#ascii('x00080005') ?? characterSet;
  }

  has(tag: string): boolean {
    return this.#set.elements[tag] !== undefined;
  }

  /** Codes, UIDs, dates: trimmed, undefined where empty or absent. */
  string(tag: string): string | undefined {
    return this.#ascii(tag);
  }

  /** Values of a multi-valued code string. */
  strings(tag: string): string[] {
    return (this.#ascii(tag) ?? '').split('\\').map((value) => value.trim());
  }

  /** Free text in the file's character set, trimmed; '' where absent. */
  text(tag: string): string {
    const bytes = this.#bytes(tag);
    return bytes ? decodeText(this.#characterSet, bytes, 'LO') : '';
  }

  /** A person's name for display; '' where absent. */
  name(tag: string): string {
    return displayName(this.personName(tag));
  }

  /** A person's name as the file writes it, carets included; '' where absent. */
  personName(tag: string): string {
    const bytes = this.#bytes(tag);
    return bytes ? decodeText(this.#characterSet, bytes, 'PN') : '';
  }

  /** First value of a decimal or integer string; undefined where it is no finite number. */
  number(tag: string): number | undefined {
    const value = this.numbers(tag)[0];
    return value !== undefined && Number.isFinite(value) ? value : undefined;
  }

  /** All values of a decimal or integer string; NaN stands for what is no number. */
  numbers(tag: string): number[] {
    const text = this.#ascii(tag);
    if (text === undefined) return [];
    return text.split('\\').map((value) => (value.trim() === '' ? NaN : Number(value)));
  }

  /** Unsigned 16 bits, in the data set's byte order. */
  uint16(tag: string): number | undefined {
    return (this.#bytes(tag)?.length ?? 0) >= 2 ? this.#set.uint16(tag) : undefined;
  }

  /** Unsigned 32 bits, in the data set's byte order. */
  uint32(tag: string): number | undefined {
    return (this.#bytes(tag)?.length ?? 0) >= 4 ? this.#set.uint32(tag) : undefined;
  }

  /** 16 bits, signed where told: for attributes whose VR is `US or SS`. */
  int16(tag: string, signed: boolean): number | undefined {
    const value = this.uint16(tag);
    return value !== undefined && signed && value > 0x7fff ? value - 0x10000 : value;
  }

  /** 64-bit offsets (VR OV), as in the Extended Offset Table. */
  uint64s(tag: string): number[] {
    const bytes = this.#bytes(tag);
    if (!bytes) return [];
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Array.from({ length: Math.floor(bytes.length / 8) }, (_, i) =>
      Number(view.getBigUint64(i * 8, true)),
    );
  }

  items(tag: string): Attributes[] {
    const items = this.#set.elements[tag]?.items ?? [];
    return items.flatMap(({ dataSet }) => (dataSet ? [new Attributes(dataSet, this.#characterSet)] : []));
  }

  /** The first item of a sequence that should have one. */
  item(tag: string): Attributes | undefined {
    return this.items(tag)[0];
  }

  #ascii(tag: string): string | undefined {
    const bytes = this.#bytes(tag);
    if (!bytes) return undefined;
    let text = '';
    for (const byte of bytes) {
      if (byte === 0) break;
      text += String.fromCharCode(byte);
    }
    return text.trim() || undefined;
  }

  #bytes(tag: string): Uint8Array | undefined {
    const element = this.#set.elements[tag];
    if (!element || element.length === 0) return undefined;
    const end = element.dataOffset + element.length;
    return end <= this.#set.byteArray.length
      ? this.#set.byteArray.subarray(element.dataOffset, end)
      : undefined;
  }
}
