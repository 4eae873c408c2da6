import { describe, expect, it } from 'vitest';
import { parseInstance } from './instance.ts';
import { ctFile } from './testing/ct.ts';
import type { Elements, FileOptions } from './testing/writer.ts';

const parsed = (changes: Partial<Elements> = {}, options: FileOptions = {}, file = 'a/b.dcm') =>
  parseInstance(ctFile(changes, options), file).instance;

const codes = (changes: Partial<Elements>) => parsed(changes).notices.map(({ code }) => code);

describe('the attributes of an image', () => {
  it('are read as text and numbers', () => {
    expect(parsed()).toMatchObject({
      file: 'a/b.dcm',
      sopInstanceUid: '1.2.3.4',
      modality: 'CT',
      patient: { name: 'Doe Jane', id: 'P1', birthDate: '', sex: '' },
      series: { uid: '1.2.3.1', number: 2, description: '' },
      rows: 3,
      columns: 2,
      frames: 1,
      rescale: { slope: 1, intercept: -1024 },
      geometry: [
        {
          position: [-100, -120, 30.5],
          orientation: { row: [1, 0, 0], column: [0, 1, 0] },
          pixelSpacing: { row: 0.5, column: 0.4 },
        },
      ],
      notices: [],
    });
  });

  it('keep what other objects of the study repeat word for word: the name with its carets', () => {
    const { repeated } = parsed({
      '00100010': ['PN', 'Doe^Jane^^Dr'],
      '00080030': ['TM', '101500'],
      '00200010': ['SH', 'S7'],
    });
    expect(repeated).toEqual({
      patientName: 'Doe^Jane^^Dr',
      studyTime: '101500',
      studyId: 'S7',
      referringPhysician: '',
    });
  });

  it('tell what a model must know before it reads: kind of image, part of the body, contrast agent', () => {
    expect(parsed()).toMatchObject({ imageType: [], bodyPart: '', contrastAgent: '', rescaleType: '' });
    expect(
      parsed({
        '00080008': ['CS', 'DERIVED \\Primary\\AXIAL'],
        '00180015': ['CS', 'Head'],
        '00180010': ['LO', 'Iomeron 300'],
        '00281054': ['LO', 'HU'],
      }),
    ).toMatchObject({
      imageType: ['DERIVED', 'PRIMARY', 'AXIAL'],
      bodyPart: 'HEAD',
      contrastAgent: 'Iomeron 300',
      rescaleType: 'HU',
    });
  });

  it.each(['none', 'no preamble'] as const)('are the same with header: %s', (header) => {
    const { notices, ...headless } = parsed({}, { header });
    expect({ ...headless, notices: [] }).toEqual(parsed());
    expect(notices.map(({ code }) => code)).toEqual(header === 'none' ? ['dicom/guessed-encoding'] : []);
  });

  it('are told from the content where the header names no encoding, or the wrong one', () => {
    const implicit = '1.2.840.10008.1.2';
    expect(parsed({}, { syntax: implicit, nameSyntax: false }).transferSyntaxUid).toBe(implicit);
    const bare = ctFile({}, { syntax: implicit, header: 'none' });
    const wrong = ctFile({}, { transform: () => bare });
    const { instance } = parseInstance(wrong, 'wrong.dcm');
    expect(instance.transferSyntaxUid).toBe(implicit);
    expect(instance.notices).toMatchObject([{ code: 'dicom/guessed-encoding' }]);
  });

  it('are told from the content of a large file as well, whose value representations read as lengths within it', () => {
    const side = 700;
    const large: Partial<Elements> = {
      '00080005': ['CS', 'ISO_IR 100'],
      '00280010': ['US', [side]],
      '00280011': ['US', [side]],
      '7FE00010': ['OW', new Uint8Array(side * side * 2).fill(0x11)],
    };
    const explicit = ctFile(large, { header: 'none' });
    const wrong = ctFile({}, { syntax: '1.2.840.10008.1.2', transform: () => explicit });
    const { instance } = parseInstance(wrong, 'wrong.dcm');
    expect(instance).toMatchObject({
      transferSyntaxUid: '1.2.840.10008.1.2.1',
      rows: side,
      notices: [{ code: 'dicom/guessed-encoding' }],
    });
  });

  it('tell of a missing rescale, and take stored values for Hounsfield units', () => {
    const changes = { '00281052': undefined, '00281053': undefined } as unknown as Partial<Elements>;
    expect(parsed(changes).rescale).toEqual({ slope: 1, intercept: 0 });
    expect(codes(changes)).toEqual(['dicom/no-rescale']);
  });

  it('tell of another modality, an inverted display, lost pixel spacing and lossy compression', () => {
    expect(codes({ '00080060': ['CS', 'MR'] })).toEqual(['dicom/not-ct']);
    expect(codes({ '00280004': ['CS', 'MONOCHROME1'] })).toEqual(['dicom/monochrome1']);
    expect(codes({ '00280030': ['DS', '0\\0'] })).toEqual(['dicom/no-pixel-spacing']);
    expect(codes({ '00282110': ['CS', '01'] })).toEqual(['dicom/lossy']);
  });

  it('tell of a screenshot that calls itself CT', () => {
    expect(codes({ '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.7'] })).toEqual(['dicom/secondary-capture']);
    expect(codes({ '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.77.1'] })).toEqual([]);
  });

  it('get an identifier from path and content where the file has none: the same every time, another for another file', () => {
    const anonymous = { '00080018': ['UI', ''] } as const;
    const first = parsed(anonymous, {}, 'a.dcm');
    expect(first.notices).toMatchObject([{ code: 'dicom/no-sop-instance-uid' }]);
    expect(first.sopInstanceUid).toMatch(/^2\.25\.[1-9]\d{1,38}$/);
    expect(parsed(anonymous, {}, 'a.dcm').sopInstanceUid).toBe(first.sopInstanceUid);
    expect(parsed(anonymous, {}, 'b.dcm').sopInstanceUid).not.toBe(first.sopInstanceUid);
    const ofAnother = { ...anonymous, '00100020': ['LO', 'P2'] } as const;
    expect(parsed(ofAnother, {}, 'a.dcm').sopInstanceUid).not.toBe(first.sopInstanceUid);
  });

  it('survive numbers that are none', () => {
    const odd = parsed({
      '00200011': ['IS', 'two'],
      '00200013': ['IS', ''],
      '00200032': ['DS', '1\\2'],
      '00200037': ['DS', '0\\0\\0\\0\\0\\0'],
      '00280008': ['IS', '1A'],
      '00280030': ['DS', '0,5\\0,5'],
    });
    expect(odd).toMatchObject({ frames: 1, instanceNumber: undefined, series: { number: undefined } });
    expect(odd.geometry[0]).toMatchObject({
      position: undefined,
      orientation: undefined,
      pixelSpacing: undefined,
    });
    expect(odd.notices.map(({ code }) => code)).toContain('dicom/odd-frame-count');
  });
});

describe('windows', () => {
  const windows = (center: string, width: string, more: Partial<Elements> = {}) =>
    parsed({ '00281050': ['DS', center], '00281051': ['DS', width], ...more }).windows;

  it('come with their names, in the order of the file', () => {
    expect(windows('40\\600', '80\\2800', { '00281055': ['LO', 'BRAIN\\BONE'] })).toEqual([
      { center: 40, width: 80, shape: 'LINEAR', name: 'BRAIN' },
      { center: 600, width: 2800, shape: 'LINEAR', name: 'BONE' },
    ]);
  });

  it('that make no sense are left out', () => {
    expect(windows('40\\600\\x', '0\\2800\\80')).toEqual([
      { center: 600, width: 2800, shape: 'LINEAR', name: undefined },
    ]);
    expect(windows('40', '')).toEqual([]);
  });

  it('may be exact or sigmoid, and then narrower than 1', () => {
    const exact = windows('0.5', '0.5', { '00281056': ['CS', 'LINEAR_EXACT'] });
    expect(exact).toMatchObject([{ shape: 'LINEAR_EXACT', width: 0.5 }]);
    expect(windows('0.5', '0.5')).toEqual([]);
  });
});
