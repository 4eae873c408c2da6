import { describe, expect, it } from 'vitest';
import { HemolensError } from '../base/index.ts';
import { parseInstance } from './instance.ts';
import { readInstance } from './read.ts';
import { ctElements, ctFile, CT_VALUES, words } from './testing/ct.ts';
import { ascii, concat, dicomFile, type Elements, type FileOptions } from './testing/writer.ts';

const parsed = (changes: Partial<Elements> = {}, options: FileOptions = {}, file = 'a/b.dcm') =>
  parseInstance(ctFile(changes, options), file).instance;

const codes = (changes: Partial<Elements>) => parsed(changes).notices.map(({ code }) => code);

function refusal(bytes: Uint8Array): HemolensError {
  try {
    parseInstance(bytes, 'folder/file.dcm');
  } catch (thrown) {
    if (thrown instanceof HemolensError) return thrown;
    throw thrown;
  }
  throw new Error('was not refused');
}

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

  it('get an identifier from the path where the file has none: the same every time, another for another file', () => {
    const anonymous = { '00080018': ['UI', ''] } as const;
    const first = parsed(anonymous, {}, 'a.dcm');
    expect(first.notices).toMatchObject([{ code: 'dicom/no-sop-instance-uid' }]);
    expect(first.sopInstanceUid).toMatch(/^2\.25\.[1-9]\d{1,38}$/);
    expect(parsed(anonymous, {}, 'a.dcm').sopInstanceUid).toBe(first.sopInstanceUid);
    expect(parsed(anonymous, {}, 'b.dcm').sopInstanceUid).not.toBe(first.sopInstanceUid);
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

describe('what is no displayable image', () => {
  const bare = (sopClass: string, modality = '') =>
    dicomFile({ '00080016': ['UI', sopClass], '00080060': ['CS', modality], '00100010': ['PN', 'A'] });

  it.each([
    ['an empty file', new Uint8Array(0), 'dicom/empty-file', /empty/],
    ['text', ascii('not a picture at all'), 'dicom/not-dicom', /no DICOM/],
    ['a gzip archive', concat([ascii('\x1f\x8b\x08'), new Uint8Array(300)]), 'dicom/not-dicom', /gzip/],
    ['a DICOMDIR', bare('1.2.840.10008.1.3.10'), 'dicom/dicomdir', /DICOMDIR/],
    ['a structured report', bare('1.2.840.10008.5.1.4.1.1.88.11'), 'dicom/no-pixel-data', /report/],
    ['a radiotherapy plan', bare('1.2.840.10008.5.1.4.1.1.481.5'), 'dicom/no-pixel-data', /plan/],
    ['a waveform', bare('1.2.840.10008.5.1.4.1.1.9.1.1'), 'dicom/no-pixel-data', /waveform/],
    ['a report without SOP class', bare('', 'SR'), 'dicom/no-pixel-data', /report/],
    [
      'an image without pixels',
      bare('1.2.840.10008.5.1.4.1.1.2'),
      'dicom/no-pixel-data',
      /contains no image/,
    ],
    ['a header alone', ctFile({}, { transform: () => new Uint8Array(0) }), 'dicom/truncated', /ends/],
    [
      'a colour picture',
      ctFile({ '00280002': ['US', [3]], '00280004': ['CS', 'RGB'] }),
      'dicom/colour-image',
      /colour/,
    ],
    ['a palette picture', ctFile({ '00280004': ['CS', 'PALETTE COLOR'] }), 'dicom/colour-image', /PALETTE/],
    ['an image without a size', ctFile({ '00280010': ['US', [0]] }), 'dicom/damaged', /rows/],
    ['a bitmap of one bit', ctFile({ '00280100': ['US', [1]] }), 'dicom/unsupported-pixels', /1 bits/],
  ])('%s is refused with its own code and sentence', (_, bytes, code, sentence) => {
    const error = refusal(bytes);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(sentence);
    expect(error.file).toBe('folder/file.dcm');
  });

  it.each(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.2'])(
    'a file of %s cut anywhere is refused or truncated, and never crashes',
    async (syntax) => {
      const whole = ctFile({}, { syntax });
      for (let length = 0; length < whole.length; length++) {
        const code = await readInstance(whole.subarray(0, length), 'cut').then(
          ({ slices: [only] }) => (only && 'code' in only.frame ? only.frame.code : 'read'),
          (thrown: unknown) => (thrown instanceof HemolensError ? thrown.code : 'crashed'),
        );
        expect(code).toMatch(/^dicom\/(truncated|damaged|not-dicom|empty-file|no-pixel-data)$/);
      }
    },
  );

  it('damaged anywhere is refused with one of our errors, or read', async () => {
    const whole = ctFile({ '00081140': ['SQ', { items: [{ '00081150': ['UI', '1.2'] }] }] });
    for (let at = 0; at < whole.length; at++) {
      const damaged = whole.slice();
      damaged[at] = 0xff - (damaged[at] ?? 0);
      await readInstance(damaged, 'damaged').catch((thrown: unknown) => {
        expect(thrown).toBeInstanceOf(HemolensError);
      });
    }
  });
});

describe('an image whose pixels cannot be decoded', () => {
  it.each([
    ['cut off in its pixels', ctFile().slice(0, -1), 'dicom/truncated'],
    [
      'compressed in a way that is not decoded here',
      ctFile({}, { syntax: '1.2.840.10008.1.2.4.100' }),
      'dicom/unsupported-transfer-syntax',
    ],
    ['not as compressed as it announces', ctFile({}, { syntax: '1.2.840.10008.1.2.4.70' }), 'dicom/damaged'],
  ])('keeps its header and its place: %s', async (_, bytes, code) => {
    const { instance, slices } = await readInstance(bytes, 'folder/file.dcm');
    expect(instance).toMatchObject({ sopInstanceUid: '1.2.3.4', rows: 3, columns: 2 });
    expect(slices).toHaveLength(1);
    expect(slices[0]?.slice.geometry.position).toEqual([-100, -120, 30.5]);
    expect(slices[0]?.frame).toMatchObject({ code, file: 'folder/file.dcm' });
  });

  it('has a failure for every frame it announces', async () => {
    const { slices } = await readInstance(
      ctFile({ '00280008': ['IS', '3'] }, { syntax: '1.2.840.10008.1.2.4.100' }),
      'cine',
    );
    expect(slices.map(({ slice, frame }) => [slice.frame, 'code' in frame])).toEqual([
      [1, true],
      [2, true],
      [3, true],
    ]);
  });
});

describe('an Enhanced CT of several frames', () => {
  const perFrame = (z: number, intercept: number): Elements => ({
    '00209113': ['SQ', { items: [{ '00200032': ['DS', `0\\0\\${z}`] }] }],
    '00289145': ['SQ', { items: [{ '00281052': ['DS', String(intercept)], '00281053': ['DS', '1'] }] }],
  });
  const enhanced = (intercepts: [number, number]) => {
    const top = ctElements({
      '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.2.1'],
      '00280008': ['IS', '2'],
      '52009229': [
        'SQ',
        {
          items: [
            {
              '00209116': ['SQ', { items: [{ '00200037': ['DS', '1\\0\\0\\0\\1\\0'] }] }],
              '00289110': ['SQ', { items: [{ '00280030': ['DS', '0.7\\0.6'], '00180050': ['DS', '5'] }] }],
              '00289132': ['SQ', { items: [{ '00281050': ['DS', '40'], '00281051': ['DS', '80'] }] }],
              '00189304': ['SQ', { items: [{ '00181120': ['DS', '12.5'] }] }],
              '00189325': ['SQ', { items: [{ '00180060': ['DS', '120'] }] }],
            },
          ],
        },
      ],
      '52009230': ['SQ', { items: [perFrame(10, intercepts[0]), perFrame(15, intercepts[1])] }],
      '7FE00010': ['OW', words([...CT_VALUES, ...CT_VALUES])],
    });
    const own = ['00200032', '00200037', '00280030', '00281052', '00281053'];
    return dicomFile(Object.fromEntries(Object.entries(top).filter(([tag]) => !own.includes(tag))));
  };

  it('takes place, spacing, window, tilt and voltage from its functional groups', async () => {
    const { instance, slices } = await readInstance(enhanced([-1024, -1024]), 'enhanced');
    expect(slices.map(({ slice }) => [slice.id, slice.geometry.position])).toEqual([
      ['1.2.3.4#1', [0, 0, 10]],
      ['1.2.3.4#2', [0, 0, 15]],
    ]);
    expect(instance).toMatchObject({
      geometry: [{ pixelSpacing: { row: 0.7, column: 0.6 }, sliceThickness: 5 }, {}],
      windows: [{ center: 40, width: 80 }],
      gantryTiltDegrees: 12.5,
      kvp: 120,
      rescale: { slope: 1, intercept: -1024 },
      frameRescale: undefined,
    });
  });

  it('applies the rescale of each frame to that frame', async () => {
    const { slices } = await readInstance(enhanced([-1024, -1000]), 'enhanced');
    const firstPixels = slices.map(({ frame }) => ('code' in frame ? NaN : frame.values[0]));
    expect(firstPixels).toEqual([-1024, -1000]);
  });
});
