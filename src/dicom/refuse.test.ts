/** What is refused, and what keeps its place without pixels. */
import { describe, expect, it } from 'vitest';
import { HemolensError } from '../base/index.ts';
import { parseInstance } from './instance.ts';
import { readInstance } from './read.ts';
import { ctFile } from './testing/ct.ts';
import { ascii, concat, dicomFile } from './testing/writer.ts';

function refusal(bytes: Uint8Array): HemolensError {
  try {
    parseInstance(bytes, 'folder/file.dcm');
  } catch (thrown) {
    if (thrown instanceof HemolensError) return thrown;
    throw thrown;
  }
  throw new Error('was not refused');
}

describe('what is no displayable image', () => {
  const bare = (sopClass: string, modality = '') =>
    dicomFile({ '00080016': ['UI', sopClass], '00080060': ['CS', modality], '00100010': ['PN', 'A'] });

  it.each([
    ['an empty file', new Uint8Array(0), 'dicom/empty-file', /empty/],
    ['text', ascii('not a picture at all'), 'dicom/not-dicom', /text file, not a DICOM image/],
    [
      'a gzip archive',
      concat([ascii('\x1f\x8b\x08'), new Uint8Array(300)]),
      'dicom/not-dicom',
      /gzip archive: unpack it/,
    ],
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
