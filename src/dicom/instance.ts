/** The attributes of a parsed data set as a typed instance, with notices of what a reader should know of it. */
import { HemolensError } from '../base/index.ts';
import type { Attributes } from './attributes.ts';
import type { PixelLayout } from './codecs/index.ts';
import { parseDataSet, type ParsedDataSet } from './data-set.ts';
import { anatomicRegion, dateTime, detail, readFrames, sameRescale, type FrameFacts } from './frames.ts';
import { isInHounsfield } from './hounsfield.ts';
import { notice, uidFromFile } from './notices.ts';
import { noPicture, refuseColour } from './refuse.ts';
import type { ParsedInstance } from './stored.ts';
import { transferSyntax } from './transfer-syntaxes.ts';
import type { Acquired, DicomInstance, Notice, Rescale } from './types.ts';
import { say } from './sentences.ts';

/** Above this intercept, 12 unsigned bits cannot have held air: the values wrapped (design: the RSNA set's wrap). */
const WRAP_ABOVE_INTERCEPT = -100;

/** Secondary Capture Image Storage and its multi-frame kinds. */
const SECONDARY_CAPTURE = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.7(\.|$)/;

/** A number of frames beyond this is a damaged one: it would fill the memory before the first picture shows. */
const MOST_FRAMES = 100_000;

/**
 * Reads the attributes of one file; pixels stay as they are (`decodeStored` decodes them).
 * @param file  path as the user gave it, for messages and for sorting
 * @throws {HemolensError} `dicom/empty-file`, `dicom/not-dicom`, `dicom/truncated`, `dicom/damaged`,
 *   `dicom/unsupported-transfer-syntax`, `dicom/dicomdir`, `dicom/no-pixel-data`, `dicom/colour-image`,
 *   `dicom/unsupported-pixels`
 */
export function parseInstance(bytes: Uint8Array, file: string): ParsedInstance {
  const parsed = parseDataSet(bytes, file);
  const { attributes, pixelData } = parsed;
  if (!pixelData || pixelData.length === 0) throw noPicture(attributes, parsed.meta, file);

  const photometric = attributes.string('x00280004')?.toUpperCase() ?? 'MONOCHROME2';
  const samplesPerPixel = attributes.uint16('x00280002') ?? 1;
  refuseColour(samplesPerPixel, photometric, file);
  const layout = readLayout(attributes, file);

  const notices: Notice[] = [];
  const instance = describe(parsed, layout, photometric, file, notices);
  return {
    instance: { ...instance, notices },
    pixels: { ...pixelData, bytes: parsed.bytes, layout, extendedOffsets: attributes.uint64s('x7fe00001') },
  };
}

function readLayout(attributes: Attributes, file: string): PixelLayout {
  const rows = attributes.uint16('x00280010') ?? 0;
  const columns = attributes.uint16('x00280011') ?? 0;
  if (rows === 0 || columns === 0) {
    throw new HemolensError('dicom/damaged', say('noSize'), {
      file,
    });
  }
  const bitsAllocated = attributes.uint16('x00280100') ?? 16;
  if (bitsAllocated !== 8 && bitsAllocated !== 16 && bitsAllocated !== 32) {
    throw new HemolensError('dicom/unsupported-pixels', say('oddBits', { bits: bitsAllocated }), { file });
  }
  const told = attributes.uint16('x00280101') ?? bitsAllocated;
  const bitsStored = told >= 1 && told <= bitsAllocated ? told : bitsAllocated;
  const highBit = attributes.uint16('x00280102') ?? bitsStored - 1;
  const sensible = highBit >= bitsStored - 1 && highBit < bitsAllocated;
  return {
    rows,
    columns,
    bitsAllocated,
    bitsStored,
    highBit: sensible ? highBit : bitsStored - 1,
    pixelRepresentation: attributes.uint16('x00280103') === 1 ? 1 : 0,
  };
}

function describe(
  { attributes, meta, transferSyntaxUid, guessed, bytes }: ParsedDataSet,
  layout: PixelLayout,
  photometricInterpretation: string,
  file: string,
  notices: Notice[],
): Omit<DicomInstance, 'notices'> {
  const modality = attributes.string('x00080060')?.toUpperCase() ?? '';
  const frames = frameCount(attributes, notices);
  const facts = readFrames(attributes, frames);
  const rescales = facts.map(({ rescale }) => completed(rescale, modality, notices));
  const rescale = rescales[0] ?? { slope: 1, intercept: 0 };
  const imageType = words(attributes.string('x00080008'));
  const rescaleType = words(facts[0]?.rescaleType).join(' ');
  const wrapped12Bit =
    isInHounsfield({ modality, imageType, rescaleType }) &&
    layout.bitsStored === 12 &&
    layout.pixelRepresentation === 0 &&
    facts[0]?.rescale.intercept !== undefined &&
    rescale.intercept > WRAP_ABOVE_INTERCEPT;

  if (guessed) add(notices, 'guessedEncoding');
  if (modality !== 'CT') add(notices, 'notCt', modality || 'unknown modality');
  const sopClassUid = attributes.string('x00080016') ?? meta?.string('x00020002');
  if (SECONDARY_CAPTURE.test(sopClassUid ?? '')) add(notices, 'secondaryCapture');
  if (wrapped12Bit) add(notices, 'wrapped');
  if (photometricInterpretation === 'MONOCHROME1') add(notices, 'monochrome1');
  const lossy = attributes.string('x00282110') === '01' || transferSyntax(transferSyntaxUid)?.lossy === true;
  if (lossy) add(notices, 'lossy');
  if (!facts[0]?.geometry.pixelSpacing) add(notices, 'noPixelSpacing');
  if (facts[0]?.geometry.pixelAspect !== undefined) add(notices, 'pixelAspect');

  const { bitsAllocated, bitsStored, pixelRepresentation, rows, columns } = layout;
  const unlike = rescales.some((other) => !sameRescale(other, rescale));
  return {
    file,
    sopClassUid,
    sopInstanceUid: sopInstanceUid(attributes, meta, bytes, file, notices),
    transferSyntaxUid,
    modality,
    patient: {
      name: attributes.name('x00100010'),
      id: attributes.text('x00100020'),
      birthDate: attributes.string('x00100030') ?? '',
      sex: attributes.string('x00100040') ?? '',
    },
    study: {
      uid: attributes.string('x0020000d') ?? '',
      description: attributes.text('x00081030'),
      date: attributes.string('x00080020') ?? '',
      accessionNumber: attributes.text('x00080050'),
    },
    series: {
      uid: attributes.string('x0020000e') ?? '',
      number: attributes.number('x00200011'),
      description: attributes.text('x0008103e'),
    },
    repeated: {
      patientName: attributes.personName('x00100010'),
      studyTime: attributes.string('x00080030') ?? '',
      studyId: attributes.text('x00200010'),
      referringPhysician: attributes.personName('x00080090'),
    },
    instanceNumber: attributes.number('x00200013'),
    ...acquiredBy(attributes, facts),
    frameOfReferenceUid: attributes.string('x00200052'),
    rows,
    columns,
    frames,
    bitsAllocated,
    bitsStored,
    pixelRepresentation,
    photometricInterpretation,
    rescale: wrapped12Bit ? { slope: rescale.slope, intercept: -1000 } : rescale,
    frameRescale: unlike && !wrapped12Bit ? rescales : undefined,
    wrapped12Bit,
    padding: padding(attributes, layout),
    windows: facts.find(({ windows }) => windows.length > 0)?.windows ?? [],
    geometry: facts.map(({ geometry }) => geometry),
    imageType,
    bodyPart: words(attributes.text('x00180015') || anatomicRegion(attributes)).join(' '),
    contrastAgent: contrastAgent(attributes),
    rescaleType,
    gantryTiltDegrees: detail(attributes, 'x00189304', 'x00181120'),
    kvp: detail(attributes, 'x00189325', 'x00180060'),
  };
}

/** Enhanced objects name the agent in a sequence of codes, which may stand there empty. */
function contrastAgent(attributes: Attributes): string {
  const agents = attributes.items('x00180012').map((item) => item.text('x00080104'));
  return attributes.text('x00180010') || (agents.find((name) => name !== '') ?? '');
}

/** Of the file, and of each frame where the frames say more. */
function acquiredBy(
  attributes: Attributes,
  facts: readonly FrameFacts[],
): Pick<DicomInstance, 'acquired' | 'frameAcquired'> {
  const whole = acquired(attributes);
  const told = facts.some((one) => Object.keys(one.acquired).length > 0);
  return {
    acquired: whole,
    ...(told && { frameAcquired: facts.map((one) => ({ ...whole, ...one.acquired })) }),
  };
}

function acquired(attributes: Attributes): Acquired {
  const whole = attributes.string('x0008002a');
  return {
    temporalPosition: attributes.number('x00200100'),
    number: attributes.number('x00200012'),
    time:
      dateTime(whole?.slice(0, 8), whole?.slice(8)) ??
      dateTime(attributes.string('x00080022'), attributes.string('x00080032')),
    contentTime: dateTime(attributes.string('x00080023'), attributes.string('x00080033')),
  };
}

/** The values of a code string, which the standard writes in upper case and scanners do not always. */
function words(codes: string | undefined): string[] {
  return (codes ?? '')
    .toUpperCase()
    .split('\\')
    .map((code) => code.trim())
    .filter((code) => code !== '');
}

function frameCount(attributes: Attributes, notices: Notice[]): number {
  if (attributes.string('x00280008') === undefined) return 1;
  const told = attributes.number('x00280008');
  if (told !== undefined && Number.isInteger(told) && told >= 1 && told <= MOST_FRAMES) return told;
  add(notices, 'oddFrameCount', attributes.string('x00280008'));
  return 1;
}

function completed(
  { slope, intercept }: FrameFacts['rescale'],
  modality: string,
  notices: Notice[],
): Rescale {
  const usable = slope !== undefined && slope !== 0;
  if (modality === 'CT' && (!usable || intercept === undefined)) add(notices, 'noRescale');
  return { slope: usable ? slope : 1, intercept: intercept ?? 0 };
}

function padding(attributes: Attributes, { pixelRepresentation, highBit, bitsStored }: PixelLayout) {
  // Overlays in the unused bits do not reach padding: only where the values fill their cells from the bottom.
  if (highBit !== bitsStored - 1) return undefined;
  const value = attributes.int16('x00280120', pixelRepresentation === 1);
  if (value === undefined) return undefined;
  const limit = attributes.int16('x00280121', pixelRepresentation === 1) ?? value;
  return { from: Math.min(value, limit), to: Math.max(value, limit) };
}

function sopInstanceUid(
  attributes: Attributes,
  meta: Attributes | undefined,
  bytes: Uint8Array,
  file: string,
  notices: Notice[],
): string {
  const told = attributes.string('x00080018') ?? meta?.string('x00020003');
  if (told !== undefined) return told;
  add(notices, 'noSopInstanceUid');
  return uidFromFile(file, bytes);
}

/** Once each: every frame of an Enhanced object may miss the same thing. */
function add(notices: Notice[], kind: Parameters<typeof notice>[0], detail?: string): void {
  const added = notice(kind, detail);
  if (!notices.some(({ code }) => code === added.code)) notices.push(added);
}
