/** DICOM that is no picture, or none of a kind this viewer shows: each with the sentence that says what it is. */
import { HemolensError, type Sentence } from '../base/index.ts';
import type { Attributes } from './attributes.ts';
import { say } from './sentences.ts';

/** SOP classes by the beginning of their UID, the more particular first (PS3.4 B.5), and modalities for files without. */
const notPictures: readonly { readonly uid: string; readonly modality: string; readonly is: Sentence }[] = [
  { uid: '1.2.840.10008.5.1.4.1.1.88.59', modality: 'KO', is: say('keyImages') },
  { uid: '1.2.840.10008.5.1.4.1.1.88.', modality: 'SR', is: say('structuredReport') },
  { uid: '1.2.840.10008.5.1.4.1.1.481.5', modality: 'RTPLAN', is: say('plan') },
  { uid: '1.2.840.10008.5.1.4.1.1.481.8', modality: 'RTPLAN', is: say('ionPlan') },
  { uid: '1.2.840.10008.5.1.4.1.1.481.3', modality: 'RTSTRUCT', is: say('contours') },
  { uid: '1.2.840.10008.5.1.4.1.1.481.4', modality: 'RTRECORD', is: say('treatment') },
  { uid: '1.2.840.10008.5.1.4.1.1.9.', modality: 'ECG', is: say('waveform') },
  { uid: '1.2.840.10008.5.1.4.1.1.11.', modality: 'PR', is: say('presentation') },
  { uid: '1.2.840.10008.5.1.4.1.1.104.', modality: 'DOC', is: say('document') },
  { uid: '1.2.840.10008.5.1.4.1.1.66', modality: 'REG', is: say('rawData') },
];

export const DICOMDIR = '1.2.840.10008.1.3.10';

export function tableOfContents(file: string): HemolensError {
  return new HemolensError('dicom/dicomdir', say('dicomdir'), {
    file,
  });
}

/** The sentence for a file without pixel data, or the error code of its own that a DICOMDIR has. */
export function noPicture(attributes: Attributes, meta: Attributes | undefined, file: string): HemolensError {
  const sopClass = attributes.string('x00080016') ?? meta?.string('x00020002') ?? '';
  if (sopClass === DICOMDIR || attributes.has('x00041220')) return tableOfContents(file);
  const modality = attributes.string('x00080060');
  const kind =
    notPictures.find(({ uid }) => sopClass.startsWith(uid)) ??
    notPictures.find((entry) => sopClass === '' && entry.modality === modality);
  const sentence = kind ? say('noImageBut', { kind: kind.is }) : say('noImage');
  return new HemolensError('dicom/no-pixel-data', sentence, { file });
}

/** Colour is refused: a CT in colour is a screenshot or a rendering, whose values are no Hounsfield units. */
export function refuseColour(samplesPerPixel: number, photometric: string, file: string): void {
  if (samplesPerPixel === 1 && /^MONOCHROME[12]$/.test(photometric)) return;
  throw new HemolensError('dicom/colour-image', say('colour', { photometric }), { file });
}
