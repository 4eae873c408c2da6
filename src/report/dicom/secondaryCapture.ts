/**
 * A picture with what is written on it as DICOM, for archives that take images and not files: Secondary Capture Image
 * Storage, RGB, referring to the image it was made from.
 *
 * @see https://dicom.nema.org/medical/dicom/current/output/chtml/part03/sect_A.8.html
 */
import { CODES, codeItem } from './codes.ts';
import { dicomDay, dicomTime, type Dataset, type Making } from './dataset.ts';
import { canBeNamed, commonModules, imageReference, type SourceImage } from './source.ts';
import { codeString, fitting } from './values.ts';

const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7';
/** Beside the report's. */
const SERIES_NUMBER = '9002';

/** A drawn picture: RGBA, row-major, as canvases give it; its opacity is not kept. */
export interface DrawnPicture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
}

/** Pictures that belong together share a series. */
export interface CaptureSeries {
  readonly uid: string;
  readonly description: string;
  /** UID of the study that it makes with pictures of images that name none: a series belongs to one. */
  readonly ownStudy: string;
}

/**
 * @param number  the picture's place in its series, from 1
 * @throws {RangeError} where pixels and sides disagree
 * @throws {HemolensError} `report/odd-identifier` where the image's study has one that is none in DICOM
 */
export function secondaryCapture(
  picture: DrawnPicture,
  source: SourceImage,
  series: CaptureSeries,
  number: number,
  making: Making,
): Dataset {
  const { instance } = source;
  const bodyPart = codeString(instance.bodyPart);
  return {
    ...commonModules(source, SECONDARY_CAPTURE, making, series.ownStudy),
    Modality: 'OT',
    SeriesInstanceUID: series.uid,
    // A side is asked for where the part of the body is not known to have none.
    ...(bodyPart === '' ? { Laterality: '' } : { BodyPartExamined: bodyPart }),
    SeriesNumber: SERIES_NUMBER,
    SeriesDescription: fitting(series.description, 64),
    SeriesDate: dicomDay(making.at),
    SeriesTime: dicomTime(making.at),
    ConversionType: 'WSD',
    SecondaryCaptureDeviceManufacturer: 'Hemolens',
    SecondaryCaptureDeviceSoftwareVersions: making.software,
    DateOfSecondaryCapture: dicomDay(making.at),
    TimeOfSecondaryCapture: dicomTime(making.at),
    InstanceNumber: String(number),
    ContentDate: dicomDay(making.at),
    ContentTime: dicomTime(making.at),
    ImageType: ['DERIVED', 'SECONDARY'],
    // Empty: letters in the picture say where its sides are, and it can be turned.
    PatientOrientation: '',
    DerivationDescription: fitting(`Picture of a slice with probabilities by ${making.software}`, 1024),
    // Optional, unlike the study: a picture of an image that no object can name stands without.
    ...(canBeNamed(source) && { SourceImageSequence: [sourceReference(source)] }),
    // The standard asks whether what is written in the picture tells who the patient is.
    BurnedInAnnotation: making.identity === 'kept' ? 'YES' : 'NO',
    ImageComments: instance.frames > 1 ? `Frame ${source.frame} of ${instance.frames}` : '',
    SamplesPerPixel: 3,
    PhotometricInterpretation: 'RGB',
    PlanarConfiguration: 0,
    Rows: picture.height,
    Columns: picture.width,
    BitsAllocated: 8,
    BitsStored: 8,
    HighBit: 7,
    PixelRepresentation: 0,
    PixelData: samples(picture),
  };
}

function sourceReference(source: SourceImage): Dataset {
  return { ...imageReference(source), PurposeOfReferenceCodeSequence: [codeItem(CODES.sourceImage)] };
}

/** Red, green, blue of each pixel, of even length as DICOM wants it. */
function samples({ width, height, rgba }: DrawnPicture): ArrayBuffer {
  const pixels = width * height;
  if (rgba.length !== pixels * 4 || pixels === 0) {
    throw new RangeError(`${rgba.length} samples are no picture of ${width} × ${height}`);
  }
  const rgb = new Uint8Array(pixels * 3 + ((pixels * 3) % 2));
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      rgb[pixel * 3 + channel] = rgba[pixel * 4 + channel] ?? 0;
    }
  }
  return rgb.buffer;
}
