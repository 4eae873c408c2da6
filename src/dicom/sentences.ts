/** What dicom says to a reader, in English. Names of encodings and values of attributes stand in the places. */
import { sentences } from '../base/index.ts';

export const dicomSentences = {
  empty: 'The file is empty.',
  notDicom: 'This is no DICOM file.',
  notDicomBut: 'This is no DICOM file but {{kind}}.',
  notDicomPacked: 'This is no DICOM file but {{kind}}: unpack it first.',
  truncated: 'The file ends in the middle: it was not copied whole.',
  truncatedPixels: 'The file ends in the middle of its pixels: it was not copied whole.',
  truncatedFrame: 'The file ends before frame {{frame}} of {{frames}} is complete.',
  unknownEncoding: 'The image is encoded as {{uid}}, which is not a standard encoding and cannot be read.',
  noEncoding: 'The file does not say how it is encoded, and its content does not tell.',
  deflateDamaged: 'The file is deflated, and its compression is damaged or cut off.',
  noSense: 'The file is damaged: its content makes no sense as DICOM.',
  noSize: 'The file does not say how many rows and columns its image has.',
  oddBits: 'The image has {{bits}} bits a pixel, which this viewer does not show.',
  secretlyCompressed:
    'The file announces uncompressed pixels, but they are compressed in a way it does not name.',
  cannotDecode: 'The image is compressed as {{name}}, which cannot be decoded here.',
  notEncapsulated: 'The file announces {{name}}, but its pixels are not encapsulated.',
  noDecoder: 'The decoder for {{name}} could not be loaded: reload the page and open the image again.',
  damagedPixels: 'The compressed pixels are damaged ({{name}}: {{why}}).',
  damagedFrame: 'The compressed pixels of frame {{frame}} are damaged ({{name}}: {{why}}).',
  noDictionary: 'The dictionary of DICOM tags could not be loaded. Reload the page and try again.',
  goneFile: 'The file can no longer be read: it was moved, changed or its disk was taken away.',
  scrambled: 'The compressed pixels cannot be told apart into frames.',
  colour:
    'This is a colour image ({{photometric}}), such as a screenshot or a 3D rendering: it has no Hounsfield units.',

  dicomdir: 'This is a table of contents (DICOMDIR), not an image.',
  noImage: 'The file is DICOM but contains no image.',
  noImageBut: 'This is {{kind}}, not an image.',
  keyImages: 'a list of key images',
  structuredReport: 'a written report (structured report)',
  plan: 'a radiotherapy plan',
  ionPlan: 'a radiotherapy plan (ions)',
  contours: 'a set of radiotherapy contours',
  treatment: 'a radiotherapy record',
  waveform: 'a waveform, such as an ECG',
  presentation: 'a presentation state (how an image was shown)',
  document: 'a document, such as a PDF',
  rawData: 'raw data or a registration',

  gzip: 'a gzip archive',
  zip: 'a zip archive',
  bzip2: 'a bzip2 archive',
  sevenZip: 'a 7-Zip archive',
  png: 'a PNG picture',
  jpeg: 'a JPEG picture',
  bareJpeg2000: 'a bare JPEG 2000 code-stream',
  pdf: 'a PDF document',

  guessedEncoding: 'The file header is missing or wrong: how the file is encoded was told from its content.',
  notCt: 'This is not a CT image: it is shown, but not scored.',
  noRescale: 'Rescale slope or intercept is missing: stored values are taken for Hounsfield units.',
  wrapped: 'The 12-bit values had wrapped around; this was undone to get Hounsfield units.',
  monochrome1:
    'The file asks for an inverted display (MONOCHROME1) and is shown so; Hounsfield units are unaffected.',
  lossy: 'The image was compressed with loss: fine detail may be missing.',
  noPixelSpacing: 'Pixel spacing is missing: distances cannot be given in millimetres.',
  pixelAspect:
    'Pixels are not square: the image is shown in true proportion, and lengths count the shorter side of a pixel.',
  oddFrameCount: 'The number of frames makes no sense: only the first frame is read.',
  secondaryCapture:
    'This is a screenshot or a derived picture (Secondary Capture): its values need not be Hounsfield units.',
  noSopInstanceUid: 'The image has no identifier (SOP Instance UID): one was derived from its path.',
  withDetail: '{{notice}} ({{detail}})',

  unknownModality: 'The images are of unknown modality: they are shown, but not scored.',
  otherModality: 'The images are {{modality}}, not CT: they are shown, but not scored.',
  tilt: 'The gantry was tilted by {{degrees}}°: images are shown as acquired, not straightened.',
  singleImage: 'The series consists of a single image.',
  noPositions_one: '{{count}} image without a position: sorted by image number instead.',
  noPositions_other: '{{count}} images without a position: sorted by image number instead.',
  parted:
    'Under this series’ identifier the files hold {{parts}} kinds of images (by orientation, size or frame of reference): each is listed as a series of its own.',
  timePoints:
    'The series holds the same places {{of}} times, told apart by {{by}}: this is time point {{number}} of {{of}}. Each is listed as a series of its own.',
  byTemporalPosition: 'temporal position',
  byNumber: 'acquisition number',
  byTime: 'acquisition time',
  byContentTime: 'the time of the images',
  doubled_one: '{{count}} image at the position of another one: all are kept.',
  doubled_other: '{{count}} images at the position of another one: all are kept.',
  missing: '{{images}} seemingly missing, at {{places}}: the step there is a multiple of {{usual}} mm.',
  images_one: '{{count}} image',
  images_other: '{{count}} images',
  places_one: 'one place',
  places_other: '{{count}} places',
  uneven: 'Spacing is uneven: {{usual}} mm as a rule, from {{least}} to {{most}} mm.',
} as const;

export const say = sentences('dicom', dicomSentences);
