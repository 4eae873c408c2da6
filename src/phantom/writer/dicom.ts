/** A phantom slice as a DICOM file: CT Image Storage, Explicit VR little endian, as a scanner would have written it. */
import type { Millimetre } from '../../base/index.ts';
import type { PhantomSlice } from '../types.ts';
import { decimal, encodeElements, type Element } from './elements.ts';
import { uidOf } from './uid.ts';

const CT_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.2';
const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
const IMPLEMENTATION = uidOf('hemolens');
/** Scanners store Hounsfield units + 1024, so that air is about 0. */
const INTERCEPT = -1024;

/** What the slices of one series share. */
export interface PhantomIdentity {
  /** Names the UIDs: the same text, the same study, series and instances. */
  readonly seed: string;
  /** ASCII, at most 64 characters; the series' own words unless told. */
  readonly studyDescription?: string;
  readonly seriesDescription?: string;
}

/** What of a slice goes into its file. */
export type DicomSlice = Omit<PhantomSlice, 'truth' | 'masks' | 'thickness'> & {
  /** The element stays empty where it is not known. */
  readonly thickness: Millimetre | undefined;
};

/**
 * A whole DICOM Part 10 file: 16-bit signed, rescale slope 1 and intercept −1024. Patient, study and instance are marked
 * as synthetic. The patient lies on the back, head first; slices are numbered from the skull base upwards.
 * @see https://dicom.nema.org/medical/dicom/current/output/chtml/part03/sect_A.3.html
 */
export function writeDicom(slice: DicomSlice, identity: PhantomIdentity): Uint8Array<ArrayBuffer> {
  const instance = uidOf(`${identity.seed}/instance/${slice.index}/${slice.position}`);
  const meta = encodeElements([
    { tag: 0x00020001, vr: 'OB', value: Uint8Array.of(0, 1) },
    { tag: 0x00020002, vr: 'UI', value: CT_IMAGE_STORAGE },
    { tag: 0x00020003, vr: 'UI', value: instance },
    { tag: 0x00020010, vr: 'UI', value: EXPLICIT_LITTLE_ENDIAN },
    { tag: 0x00020012, vr: 'UI', value: IMPLEMENTATION },
    { tag: 0x00020013, vr: 'SH', value: 'HEMOLENS' },
  ]);
  const length = encodeElements([{ tag: 0x00020000, vr: 'UL', value: meta.length }]);
  const body = encodeElements([
    ...patientAndStudy(identity),
    ...acquisition(slice, identity),
    ...image(slice, instance),
  ]);
  const pixels = slice.hounsfield.length * 2;
  const start = 132 + length.length + meta.length + body.length;
  const file = new Uint8Array(start + pixels);
  file.set([0x44, 0x49, 0x43, 0x4d], 128);
  file.set(length, 132);
  file.set(meta, 132 + length.length);
  file.set(body, 132 + length.length + meta.length);
  // The last element's header was written with an empty value: its length comes now, with its pixels.
  const view = new DataView(file.buffer);
  view.setUint32(start - 4, pixels, true);
  slice.hounsfield.forEach((value, index) => view.setInt16(start + 2 * index, value - INTERCEPT, true));
  return file;
}

function patientAndStudy({ seed, studyDescription }: PhantomIdentity): Element[] {
  return [
    { tag: 0x00080005, vr: 'CS', value: 'ISO_IR 100' },
    { tag: 0x00080020, vr: 'DA', value: '20250101' },
    { tag: 0x00080030, vr: 'TM', value: '120000' },
    { tag: 0x00080050, vr: 'SH', value: '' },
    { tag: 0x00080090, vr: 'PN', value: '' },
    { tag: 0x00081030, vr: 'LO', value: studyDescription ?? 'Synthetic head CT' },
    { tag: 0x00100010, vr: 'PN', value: 'Phantom^Hemolens' },
    { tag: 0x00100020, vr: 'LO', value: `PHANTOM-${uidOf(`${seed}/patient`).slice(-8)}` },
    { tag: 0x00100030, vr: 'DA', value: '' },
    { tag: 0x00100040, vr: 'CS', value: 'O' },
    { tag: 0x00104000, vr: 'LT', value: 'Synthetic: drawn by a program, no person was imaged.' },
    { tag: 0x00120062, vr: 'CS', value: 'YES' },
    { tag: 0x00120063, vr: 'LO', value: 'Synthetic image, no patient' },
    { tag: 0x0020000d, vr: 'UI', value: uidOf(`${seed}/study`) },
    { tag: 0x00200010, vr: 'SH', value: '1' },
  ];
}

function acquisition({ thickness }: DicomSlice, { seed, seriesDescription }: PhantomIdentity): Element[] {
  return [
    { tag: 0x00080021, vr: 'DA', value: '20250101' },
    { tag: 0x00080031, vr: 'TM', value: '120000' },
    { tag: 0x00080060, vr: 'CS', value: 'CT' },
    { tag: 0x00080070, vr: 'LO', value: 'Hemolens' },
    { tag: 0x0008103e, vr: 'LO', value: seriesDescription ?? 'Phantom, axial' },
    { tag: 0x00081090, vr: 'LO', value: 'Procedural head phantom' },
    { tag: 0x00180015, vr: 'CS', value: 'HEAD' },
    { tag: 0x00180050, vr: 'DS', value: thickness === undefined ? '' : decimal(thickness) },
    { tag: 0x00180060, vr: 'DS', value: '120' },
    { tag: 0x00181120, vr: 'DS', value: '0' },
    { tag: 0x00185100, vr: 'CS', value: 'HFS' },
    { tag: 0x0020000e, vr: 'UI', value: uidOf(`${seed}/series`) },
    { tag: 0x00200011, vr: 'IS', value: '1' },
    { tag: 0x00200012, vr: 'IS', value: '1' },
    { tag: 0x00200052, vr: 'UI', value: uidOf(`${seed}/frame`) },
    { tag: 0x00201040, vr: 'LO', value: 'OM' },
  ];
}

function image(slice: DicomSlice, instance: string): Element[] {
  const { index, rows, columns, pixelSpacing, position } = slice;
  const left = decimal((-(columns - 1) / 2) * pixelSpacing);
  const front = decimal((-(rows - 1) / 2) * pixelSpacing);
  return [
    { tag: 0x00080008, vr: 'CS', value: 'DERIVED\\PRIMARY\\AXIAL' },
    { tag: 0x00080016, vr: 'UI', value: CT_IMAGE_STORAGE },
    { tag: 0x00080018, vr: 'UI', value: instance },
    { tag: 0x00080023, vr: 'DA', value: '20250101' },
    { tag: 0x00080033, vr: 'TM', value: '120000' },
    { tag: 0x00200013, vr: 'IS', value: String(index + 1) },
    { tag: 0x00200032, vr: 'DS', value: `${left}\\${front}\\${decimal(position)}` },
    { tag: 0x00200037, vr: 'DS', value: '1\\0\\0\\0\\1\\0' },
    { tag: 0x00201041, vr: 'DS', value: decimal(position) },
    { tag: 0x00204000, vr: 'LT', value: 'Synthetic phantom image, not for diagnostic use' },
    { tag: 0x00280002, vr: 'US', value: 1 },
    { tag: 0x00280004, vr: 'CS', value: 'MONOCHROME2' },
    { tag: 0x00280010, vr: 'US', value: rows },
    { tag: 0x00280011, vr: 'US', value: columns },
    { tag: 0x00280030, vr: 'DS', value: `${decimal(pixelSpacing)}\\${decimal(pixelSpacing)}` },
    { tag: 0x00280100, vr: 'US', value: 16 },
    { tag: 0x00280101, vr: 'US', value: 16 },
    { tag: 0x00280102, vr: 'US', value: 15 },
    { tag: 0x00280103, vr: 'US', value: 1 },
    { tag: 0x00281050, vr: 'DS', value: '40' },
    { tag: 0x00281051, vr: 'DS', value: '80' },
    { tag: 0x00281052, vr: 'DS', value: decimal(INTERCEPT) },
    { tag: 0x00281053, vr: 'DS', value: '1' },
    { tag: 0x00281054, vr: 'LO', value: 'HU' },
    { tag: 0x00281055, vr: 'LO', value: 'BRAIN' },
    { tag: 0x7fe00010, vr: 'OW', value: new Uint8Array(0) },
  ];
}
