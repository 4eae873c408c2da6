import { describe, expect, it } from 'vitest';
import { probability, sentences, verbatim, type Probabilities, type Sentence } from '../../base/index.ts';
import { readInstance, type Slice } from '../../dicom/index.ts';
import { parseDataSet } from '../../dicom/data-set.ts';
import { phantomSeries, writeDicom } from '../../phantom/index.ts';
import { accepted, checkersMissing, judged, NEEDS_CHECKERS } from '../testing/checkers.ts';
import { writePart10, type Dataset, type Making } from './dataset.ts';
import { measurementReport, type ReportedImage } from './measurementReport.ts';
import { unscored } from '../row.ts';
import { secondaryCapture } from './secondaryCapture.ts';

const MODEL = {
  id: 'tiny',
  name: 'ResNeXt-26 16×4d',
  version: '0.1.0',
  weightsSha256: 'c0ffee'.padEnd(64, '1'),
  performance: ['AUC(any) 0.84, measured on 101 slices.', 'By kind: too few.'],
};

const making = (identity: Making['identity'] = 'kept'): Making => {
  let last = 0;
  return {
    at: new Date(2026, 2, 4, 5, 6, 7),
    uid: () => `2.25.${++last}`,
    software: 'hemolens 0.1.0',
    identity,
  };
};

const probabilities = (subdural: number): Probabilities => ({
  epidural: probability(0.001),
  intraparenchymal: probability(0.0000123456789),
  intraventricular: probability(1e-12),
  subarachnoid: probability(0.125),
  subdural: probability(subdural),
  any: probability(1),
});

const slices: Slice[] = [];
for (const slice of phantomSeries({ seed: 1, slices: 3, bleeds: [], size: 64 })) {
  const read = await readInstance(writeDicom(slice, { seed: 'report' }), `${slice.index}.dcm`);
  slices.push(...read.slices.map((one) => one.slice));
}

const scored = (image: ReportedImage['image'], number: number): ReportedImage => ({
  image,
  number,
  result: { probabilities: probabilities(0.25) },
});
const all = slices.map((slice, index) => scored(slice, index + 1));
const said = sentences('test', { why: 'Not scored: {{why}}.', reason: 'a reason' });
const partly: ReportedImage[] = [
  ...all.slice(0, 2),
  { image: slices[2] ?? fail(), number: 3, result: unscored(said('why', { why: said('reason') })) },
];

const report = (images = all, how = making(), cautions: readonly Sentence[] = [], unread?: Sentence) =>
  measurementReport({ images, cautions, unread }, MODEL, 'wasm: test', how);
const bytesOf = (dataset: Dataset) => writePart10(dataset);
const picture = { width: 3, height: 3, rgba: Uint8ClampedArray.from({ length: 36 }, (_, index) => index) };
const KEY_IMAGES = { uid: '2.25.99', description: 'Key images', ownStudy: '2.25.98' };
const capture = (how = making(), source = slices[1] ?? fail()) =>
  secondaryCapture(picture, source, KEY_IMAGES, 2, how);

function fail(): never {
  throw new Error('no slice');
}

/** Enhanced CT Image Storage, whose images have frames. */
const ENHANCED = { sopClassUid: '1.2.840.10008.5.1.4.1.1.2.1', frames: 5 };

/** A slice whose header has what phantoms lack. */
function withHeader(changes: Partial<Slice['instance']>): Slice {
  const [slice = fail()] = slices;
  return { ...slice, instance: { ...slice.instance, ...changes } };
}

/** Without a study and a series, as converted files are. */
const stray = withHeader({
  study: { uid: '', description: '', date: '', accessionNumber: '' },
  series: { uid: '', number: undefined, description: '' },
});

const inStudy = (uid: string) =>
  withHeader({ study: { uid, description: '', date: '', accessionNumber: '' } });

/** By one longer than a UID may be, which dcmjs would cut. */
const LONG_UID = '1.2'.padEnd(65, '3');

/** As no header should be, and some are. */
const odd = withHeader({
  bodyPart: 'Head & Neck, without contrast',
  patient: { name: 'x'.repeat(70), id: 'A\\B', birthDate: '1950.01.31', sex: 'MALE' },
  study: { uid: '1.2.3', description: 'CT', date: '1998.02.10', accessionNumber: '12345678901234567' },
  repeated: {
    patientName: 'x'.repeat(70),
    studyTime: '10:20:30',
    studyId: 'yes',
    referringPhysician: 'a\\b',
  },
});

describe('the structured report of a series', () => {
  it('belongs to the study of its images and repeats who the patient is', () => {
    const [{ instance } = fail()] = slices;
    expect(report()).toMatchObject({
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.33',
      StudyInstanceUID: instance.study.uid,
      PatientName: 'Phantom^Hemolens',
      PatientID: instance.patient.id,
      StudyTime: '120000',
      Modality: 'SR',
      VerificationFlag: 'UNVERIFIED',
      CompletionFlag: 'COMPLETE',
    });
    expect(report().SeriesInstanceUID).not.toBe(instance.series.uid);
  });

  it('leaves the patient out where asked to, and keeps the study', () => {
    const without = report(all, making('left-out'));
    expect(without).toMatchObject({
      PatientName: '',
      PatientID: '',
      AccessionNumber: '',
      StudyID: '',
      StudyTime: '120000',
    });
    expect(JSON.stringify(without)).not.toContain('Phantom');
  });

  it('says what speaks against its numbers, and nothing of contrast agent by itself', () => {
    const caution = verbatim('“HEAD POST” reads like CT with contrast agent.');
    expect(JSON.stringify(report(all, making(), [caution]))).toContain(caution.text);
    expect(JSON.stringify(report())).not.toMatch(/contrast/i);
  });

  it('is partial where a slice has no numbers, and names slice and reason', () => {
    const text = JSON.stringify(report(partly));
    expect(report(partly).CompletionFlag).toBe('PARTIAL');
    expect(text).toContain('1 of 3 slices have no probabilities in this report.');
    expect(text).toContain('Slice 3: a reason.');
  });

  it('is partial where files were not read, and says so', () => {
    const half = report(all, making(), [], verbatim('Reading was stopped after 3 of 40 files'));
    expect(half.CompletionFlag).toBe('PARTIAL');
    expect(JSON.stringify(half)).toContain('Reading was stopped after 3 of 40 files.');
  });

  it('is refused where no slice has numbers', () => {
    expect(() => report(partly.slice(2))).toThrow(RangeError);
  });

  it('names the frame of a multi-frame image', () => {
    const frames = { ...withHeader(ENHANCED), frame: 4 };
    expect(JSON.stringify(report([scored(frames, 1)]))).toContain('"ReferencedFrameNumber":"4"');
    expect(JSON.stringify(report())).not.toContain('ReferencedFrameNumber');
  });

  it('is the same to the byte for the same clock and identifiers', async () => {
    expect(await bytesOf(report())).toEqual(await bytesOf(report()));
  });

  it('gets a study and a series of its own where the images name none', () => {
    expect(report([scored(stray, 1)]).StudyInstanceUID).toMatch(/^2\.25\./);
    expect(JSON.stringify(report([scored(stray, 1)]))).not.toContain('"SeriesInstanceUID":""');
  });

  it('lies in the study that it is told to, with the others, where the images name none', () => {
    const ownStudy = '2.25.98';
    const [strays, named] = [[scored(stray, 1)], all].map((images) =>
      measurementReport({ images, cautions: [], unread: undefined, ownStudy }, MODEL, 'wasm: test', making()),
    );
    expect(strays?.StudyInstanceUID).toBe(ownStudy);
    expect(named?.StudyInstanceUID).toBe(slices[0]?.instance.study.uid);
  });

  it.each([
    ['Study Instance UID', inStudy('ID_dd37ba3adb')],
    ['Series Instance UID', withHeader({ series: { uid: '1..2', number: 1, description: '' } })],
    ['SOP Instance UID', withHeader({ sopInstanceUid: 'ID_00008ce3c' })],
    ['SOP Instance UID', withHeader({ sopInstanceUid: LONG_UID })],
    ['SOP Class UID', withHeader({ sopClassUid: 'CT' })],
  ])('is refused where the %s is none in DICOM, also of an image without numbers', (attribute, image) => {
    const unscorable: ReportedImage = { ...scored(image, 4), result: unscored(said('reason')) };
    // A report lies in the study of its first image.
    const images = attribute.startsWith('Study') ? [scored(image, 1)] : [...all, unscorable];
    expect(() => report(images)).toThrow(
      expect.objectContaining({
        code: 'report/odd-identifier',
        file: image.instance.file,
        message: expect.stringContaining(`The ${attribute} is “`) as string,
      }) as Error,
    );
  });

  it('keeps a name in any script', async () => {
    const patientName = 'Yamada^Tarou=山田^太郎=やまだ^たろう';
    const named = withHeader({
      repeated: { patientName, studyTime: '', studyId: '', referringPhysician: 'Müller^Änne' },
    });
    const { attributes } = parseDataSet(await bytesOf(report([scored(named, 1)])), 'report.dcm');
    expect(attributes.personName('x00100010')).toBe(patientName);
    expect(attributes.personName('x00080090')).toBe('Müller^Änne');
  });
});

describe.skipIf(checkersMissing)(`judged by others ${NEEDS_CHECKERS}`, () => {
  it('the report has no error for dciodvfy', async () => {
    const frames = { ...withHeader(ENHANCED), frame: 4 };
    for (const images of [all, partly, ...[frames, stray, odd].map((one) => [scored(one, 1)])]) {
      expect(judged(await bytesOf(report(images)))).not.toMatch(/^Error/m);
    }
    expect(judged(await bytesOf(report(all, making('left-out'))))).not.toMatch(/^Error/m);
  });

  it('DCMTK reads the report as a tree with every number under its image', async () => {
    const tree = accepted('dsrdump', await bytesOf(report(partly)));
    expect(tree).toMatch(/Probability of subdural hemorrhage.*"0\.25" \(1,UCUM/);
    expect(tree.match(/<has obs context TEXT:.*Tracking Identifier/g)).toHaveLength(2);
    expect(tree.match(/<contains NUM:/g)).toHaveLength(12);
    expect(tree.match(/<inferred from IMAGE:/g)).toHaveLength(12);
    expect(tree).toContain('Not a medical device. Not for diagnostic use.');
    expect(tree).toContain('AUC(any) 0.84');
    expect(tree).toContain(MODEL.weightsSha256);
    expect(tree).toMatch(/Completion Flag\s*: PARTIAL/);
  });

  it('DCMTK shows the report as a page', async () => {
    const html = accepted('dsr2html', await bytesOf(report()));
    expect(html).toContain('Imaging Measurement Report');
    expect(html).toContain('Probability of any intracranial hemorrhage');
  });

  it('the picture has no error for dciodvfy, with and without the patient', async () => {
    for (const identity of ['kept', 'left-out'] as const) {
      expect(judged(await bytesOf(capture(making(identity))))).not.toMatch(/^Error/m);
    }
    const frames = { ...withHeader(ENHANCED), frame: 4 };
    expect(judged(await bytesOf(capture(making(), frames)))).not.toMatch(/^Error/m);
    for (const source of [
      withHeader({ bodyPart: '' }),
      withHeader({ sopInstanceUid: LONG_UID }),
      stray,
      odd,
    ]) {
      expect(judged(await bytesOf(capture(making(), source)))).not.toMatch(/^Error/m);
    }
  });
});

describe('a picture as Secondary Capture', () => {
  it('holds red, green and blue of every pixel, and an even number of bytes', async () => {
    const { pixelData, bytes } = parseDataSet(await bytesOf(capture()), 'picture.dcm');
    expect(pixelData?.length).toBe(28);
    const at = pixelData?.offset ?? NaN;
    expect([...bytes.subarray(at, at + 9)]).toEqual([0, 1, 2, 4, 5, 6, 8, 9, 10]);
  });

  it('refers to the image it was made from and says what is burnt in', () => {
    const [, source = fail()] = slices;
    expect(capture()).toMatchObject({
      ImageType: ['DERIVED', 'SECONDARY'],
      BurnedInAnnotation: 'YES',
      SourceImageSequence: [{ ReferencedSOPInstanceUID: source.instance.sopInstanceUid }],
    });
    expect(capture(making('left-out'))).toMatchObject({ BurnedInAnnotation: 'NO', PatientName: '' });
  });

  it('lies in one study with the others of its series, also where images name none', () => {
    const [{ instance } = fail()] = slices;
    expect(capture().StudyInstanceUID).toBe(instance.study.uid);
    const stray = withHeader({ study: { ...instance.study, uid: '' } });
    expect(capture(making(), stray)).toMatchObject({
      StudyInstanceUID: '2.25.98',
      SeriesInstanceUID: '2.25.99',
    });
  });

  it('is refused where the study’s identifier is none in DICOM; where the image’s is none, it refers to no image', () => {
    expect(() => capture(making(), inStudy('ID_dd37ba3adb'))).toThrow(
      expect.objectContaining({ code: 'report/odd-identifier' }) as Error,
    );
    const odd = capture(making(), withHeader({ sopInstanceUid: LONG_UID }));
    expect(odd.StudyInstanceUID).toBe(slices[0]?.instance.study.uid);
    expect(JSON.stringify(odd)).not.toContain(LONG_UID.slice(0, 64));
    expect(odd).not.toHaveProperty('SourceImageSequence');
  });

  it('is refused where pixels and sides disagree', () => {
    const wrong = { ...picture, width: 4 };
    const [source = fail()] = slices;
    expect(() => secondaryCapture(wrong, source, KEY_IMAGES, 1, making())).toThrow(RangeError);
  });
});
