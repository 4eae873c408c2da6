/** A file's elements as a tree, up to the pixel data, which stand there by their length alone. */
import type { DataSet, Element } from 'dicom-parser';
import { Attributes } from '../attributes.ts';
import { parseDataSet, type ParsedDataSet } from '../data-set.ts';
import { PIXEL_DATA_NAME, UNDEFINED_LENGTH } from '../element-header.ts';
import { EXPLICIT_BIG_ENDIAN } from '../transfer-syntaxes.ts';
import { entryOf, isPrivate, written } from './dictionary.ts';
import type { TagElement, TagValue } from './types.ts';
import { valueOf, type Encoding } from './values.ts';

/** Where an element stands: above it, and what it inherits from there. */
interface Place extends Encoding {
  readonly above: string;
  /** Pixel Representation of the image: whether `US or SS` is signed where the file writes no VR. */
  readonly signed: boolean;
}

/**
 * @param bytes  a file, or its beginning
 * @returns      undefined where the pixel data are not reached: either it is an object without, or the beginning was too short
 * @throws {HemolensError} as {@link parseDataSet} does
 */
export function elementsToPixels(bytes: Uint8Array, file: string): readonly TagElement[] | undefined {
  const parsed = parseDataSet(bytes, file);
  return parsed.pixelData ? list(parsed) : undefined;
}

/** @throws {HemolensError} as {@link parseDataSet} does */
export function elementsOf(bytes: Uint8Array, file: string): readonly TagElement[] {
  return list(parseDataSet(bytes, file));
}

function list({ sets, attributes, transferSyntaxUid }: ParsedDataSet): readonly TagElement[] {
  const place = { above: '', characterSet: undefined, signed: attributes.uint16('x00280103') === 1 };
  const body = elementsIn(sets.body, { ...place, little: transferSyntaxUid !== EXPLICIT_BIG_ENDIAN });
  // dicom-parser puts the transfer syntax that it is told into the data set, as if it stood there.
  const own = body.filter(({ path }) => !path.startsWith('x0002'));
  return sets.meta ? [...elementsIn(sets.meta, { ...place, little: true }), ...own] : own;
}

function elementsIn(set: DataSet, place: Place): TagElement[] {
  const here = { ...place, characterSet: new Attributes(set).string('x00080005') ?? place.characterSet };
  return Object.values(set.elements)
    .sort((a, b) => (a.tag < b.tag ? -1 : 1))
    .filter(({ tag }) => !tag.startsWith('xfffe'))
    .map((element) => described(set, element, here));
}

function described(set: DataSet, element: Element, place: Place): TagElement {
  const { tag } = element;
  const entry = entryOf(tag);
  const vr = element.vr ?? (element.items ? 'SQ' : settled(entry.vr, place));
  const path = `${place.above}${tag}`;
  const creator = isPrivate(tag) && entry.name === '' ? creatorOf(set, tag, place) : undefined;
  return {
    path,
    tag: written(tag),
    vr,
    keyword: entry.keyword,
    name: creator ?? entry.name,
    value: contentOf(set, element, vr, { ...place, above: `${path}/` }),
  };
}

function contentOf(set: DataSet, element: Element, vr: string, place: Place): TagValue {
  if (vr === 'SQ' || element.items) {
    const items = (element.items ?? []).map(({ dataSet }, index) =>
      dataSet ? elementsIn(dataSet, { ...place, above: `${place.above}${index + 1}/` }) : [],
    );
    return { kind: 'sequence', items };
  }
  const { tag, dataOffset, length } = element;
  if (tag === PIXEL_DATA_NAME) {
    return { kind: 'binary', length: length === UNDEFINED_LENGTH ? undefined : length, start: '' };
  }
  return valueOf(vr, set.byteArray.subarray(dataOffset, dataOffset + length), place);
}

/** The block's creator (PS3.5 7.8.1), which stands in the same data set or item. */
function creatorOf(set: DataSet, tag: string, { characterSet }: Place): string {
  const block = `${tag.slice(0, 5)}00${tag.slice(5, 7)}`;
  return new Attributes(set, characterSet).text(block);
}

/** dcmjs's marks for a VR that depends: `US or SS`, `OB or OW`, and those of lookup tables. */
function settled(vr: string, { signed }: Place): string {
  if (vr === 'xs') return signed ? 'SS' : 'US';
  if (vr === 'up') return 'UL';
  return vr === 'ox' || vr === 'lt' ? 'OW' : vr;
}
