import { describe, expect, it } from 'vitest';
import { groupSeries } from './series.ts';
import { readInstance } from './read.ts';
import { hasRealData, NEEDS_REAL_DATA, realFile, realFiles } from './testing/real-data.ts';
import type { ReadInstance, Slice } from './types.ts';

async function readFolder(
  folder: string,
): Promise<{ read: ReadInstance[]; refused: Record<string, number> }> {
  const read: ReadInstance[] = [];
  const refused: Record<string, number> = {};
  for (const file of realFiles(folder)) {
    await readInstance(realFile(file), file).then(
      (instance) => read.push(instance),
      (thrown: unknown) => {
        const { code } = thrown as { code: string };
        refused[code] = (refused[code] ?? 0) + 1;
      },
    );
  }
  return { read, refused };
}

const slicesOf = (read: readonly ReadInstance[]): Slice[] =>
  read.flatMap(({ slices }) => slices.map(({ slice }) => slice));

interface GoldenCase {
  file: string;
  hounsfield: { min: number; max: number; mean: number };
}

describe.skipIf(!hasRealData('golden'))(`Hounsfield units of golden.json ${NEEDS_REAL_DATA}`, () => {
  const { cases } = hasRealData('golden')
    ? (JSON.parse(new TextDecoder().decode(realFile('golden/golden.json'))) as { cases: GoldenCase[] })
    : { cases: [] };

  it.each(cases)('agree with pydicom in $file', async ({ file, hounsfield }) => {
    const [first] = (await readInstance(realFile(file), file)).slices;
    if (!first || 'code' in first.frame) throw new Error('the frame did not decode');
    const values = Array.from(first.frame.values);
    expect(values.reduce((a, b) => Math.min(a, b))).toBe(hounsfield.min);
    expect(values.reduce((a, b) => Math.max(a, b))).toBe(hounsfield.max);
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(hounsfield.mean, 3);
    expect(first.frame.min).toBeGreaterThanOrEqual(-1024);
  });
});

describe.skipIf(!hasRealData('head-ct-ge'))(`real series ${NEEDS_REAL_DATA}`, () => {
  it('head-ct-ge: 28 slices in order, tilt and uneven spacing told', async () => {
    const { read, refused } = await readFolder('head-ct-ge');
    expect(refused).toEqual({});
    const series = groupSeries(slicesOf(read).reverse());
    expect(series).toHaveLength(1);
    expect(series[0]?.slices.map(({ instance }) => instance.file)).toEqual(realFiles('head-ct-ge'));
    expect(series[0]?.notices.map(({ code }) => code)).toEqual(['dicom/gantry-tilt', 'dicom/uneven-spacing']);
  });

  it('head-cta-cq500: 238 slices of JPEG Lossless, one missing, told', async () => {
    const { read, refused } = await readFolder('head-cta-cq500');
    expect(refused).toEqual({});
    const series = groupSeries(slicesOf(read));
    expect(series.map(({ slices }) => slices.length)).toEqual([238]);
    expect(series[0]?.notices.map(({ code }) => code)).toEqual(['dicom/gantry-tilt', 'dicom/missing-images']);
    expect(series[0]?.notices[1]?.text).toMatch(/^1 image/);
  });

  it('phantom-philips: localizer, summary and axial series apart; DICOMDIR, DIRFILEs and colour refused', async () => {
    const { read, refused } = await readFolder('phantom-philips');
    expect(refused).toEqual({ 'dicom/colour-image': 3, 'dicom/dicomdir': 5 });
    const series = groupSeries(slicesOf(read));
    expect(series.map(({ number, slices }) => [number, slices.length])).toEqual([
      [100, 1],
      [201, 28],
      [401, 3],
    ]);
    expect(series[1]?.notices).toEqual([]);
  });

  it('rsna-slices: every slice of another study is a series of its own, and none is lost', async () => {
    const { read, refused } = await readFolder('rsna-slices');
    expect(refused).toEqual({ 'dicom/not-dicom': 1 });
    const series = groupSeries(slicesOf(read));
    expect(series.flatMap(({ slices }) => slices)).toHaveLength(117);
    expect(new Set(series.map(({ key }) => key)).size).toBe(series.length);
  });
});

describe.skipIf(!hasRealData('malformed'))(`malformed files ${NEEDS_REAL_DATA}`, () => {
  it.each([
    ['rtplan_truncated.dcm', 'dicom/truncated'],
    ['meta_missing_tsyntax.dcm', 'dicom/damaged'],
    ['no-pixel-data.dcm', 'dicom/no-pixel-data'],
    ['reportsi.dcm', 'dicom/no-pixel-data'],
    ['rtplan.dcm', 'dicom/no-pixel-data'],
    ['waveform_ecg.dcm', 'dicom/no-pixel-data'],
    ['ExplVR_LitEndNoMeta.dcm', 'dicom/no-pixel-data'],
    ['no-pixel-spacing.dcm', 'dicom/colour-image'],
    ['zipMR.gz', 'dicom/not-dicom'],
  ])('%s is refused as %s', async (file, code) => {
    await expect(readInstance(realFile(`malformed/${file}`), file)).rejects.toMatchObject({ code, file });
  });

  it('MR_truncated.dcm keeps its header, and its frame says what is missing', async () => {
    const file = 'MR_truncated.dcm';
    const { instance, slices } = await readInstance(realFile(`malformed/${file}`), file);
    expect(instance).toMatchObject({ modality: 'MR', rows: 64, columns: 64 });
    expect(slices.map(({ frame }) => frame)).toMatchObject([{ code: 'dicom/truncated', file }]);
  });

  it('no_meta.dcm is read without its header, and says so', async () => {
    const { instance, slices } = await readInstance(realFile('malformed/no_meta.dcm'), 'no_meta.dcm');
    expect(instance.notices).toMatchObject([{ code: 'dicom/guessed-encoding' }]);
    expect(slices[0]?.frame).toMatchObject({ rows: 128, columns: 128, min: -896, max: 1167 });
  });
});
