import { describe, expect, it } from 'vitest';
import { groupSeries, readInstance } from '../../dicom/index.ts';
import { demoStudy, phantomSeries, writeDicom } from '../index.ts';
import { decimal } from './elements.ts';
import { uidOf } from './uid.ts';

const identity = { seed: 'writer' };
const series = [...phantomSeries({ seed: 1, slices: 4, bleeds: ['epidural'], size: 64 })];

describe('a phantom as DICOM', () => {
  it('gives back every Hounsfield unit through this program’s own reader', async () => {
    for (const slice of series) {
      const { slices } = await readInstance(writeDicom(slice, identity), 'a.dcm');
      const frame = slices[0]?.frame;
      expect(frame && 'values' in frame ? Array.from(frame.values) : frame).toEqual(
        Array.from(slice.hounsfield),
      );
    }
  });

  it('is read as one axial CT series that ascends, with nothing to notice', async () => {
    const read = await Promise.all(
      series.map((slice) => readInstance(writeDicom(slice, identity), `${slice.index}`)),
    );
    const groups = groupSeries(read.toReversed().flatMap(({ slices }) => slices.map(({ slice }) => slice)));
    expect(groups).toHaveLength(1);
    expect(groups[0]?.positions).toEqual(series.map(({ position }) => position));
    expect(groups[0]?.slices.map(({ instance }) => instance.instanceNumber)).toEqual([1, 2, 3, 4]);
    expect(read.flatMap(({ instance }) => instance.notices)).toEqual([]);
  });

  it('says who it is: a phantom, synthetic, 120 kV, brain window', async () => {
    const [slice] = series;
    if (!slice) throw new Error('no slice');
    const bytes = writeDicom(slice, { ...identity, studyDescription: 'Trial' });
    const { instance } = await readInstance(bytes, 'a.dcm');
    expect(instance).toMatchObject({
      modality: 'CT',
      sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
      transferSyntaxUid: '1.2.840.10008.1.2.1',
      patient: { name: 'Phantom Hemolens' },
      study: { description: 'Trial', date: '20250101' },
      rescale: { slope: 1, intercept: -1024 },
      bitsStored: 16,
      pixelRepresentation: 1,
      wrapped12Bit: false,
      kvp: 120,
    });
    expect(instance.windows[0]).toMatchObject({ center: 40, width: 80 });
    expect(instance.geometry[0]?.position?.[0]).toBeCloseTo((-63 / 2) * slice.pixelSpacing, 6);
    expect(new TextDecoder('latin1').decode(bytes)).toContain(
      'Synthetic phantom image, not for diagnostic use',
    );
  });

  it('writes the same bytes for the same seed, other identifiers for another', async () => {
    const [slice] = series;
    if (!slice) throw new Error('no slice');
    expect(writeDicom(slice, identity)).toEqual(writeDicom(slice, identity));
    const one = await readInstance(writeDicom(slice, identity), 'a');
    const other = await readInstance(writeDicom(slice, { seed: 'other' }), 'b');
    expect(other.instance.study.uid).not.toBe(one.instance.study.uid);
    expect(other.instance.sopInstanceUid).not.toBe(one.instance.sopInstanceUid);
  });

  it('derives identifiers that are valid UUIDs under 2.25', () => {
    const uid = uidOf('anything');
    expect(uid).toMatch(/^2\.25\.[1-9]\d{0,38}$/);
    const hex = BigInt(uid.slice(5)).toString(16).padStart(32, '0');
    expect(hex[12]).toBe('8');
    expect('89ab').toContain(hex[16]);
    expect(uidOf('anything')).toBe(uid);
    expect(uidOf('something')).not.toBe(uid);
  });

  it('writes decimal strings of at most 16 characters', () => {
    expect(decimal(0.48828125)).toBe('0.48828125');
    expect(decimal(-124.75585937512345).length).toBeLessThanOrEqual(16);
    expect(Number(decimal(-1 / 3))).toBeCloseTo(-1 / 3, 9);
    expect(decimal(-1.23456789012e-7).length).toBeLessThanOrEqual(16);
  });
});

describe('the demo study', () => {
  it('is 28 slices of 512 pixels that bleed in four ways here and there', async () => {
    const files = [...demoStudy()];
    expect(files).toHaveLength(28);
    expect(new Set(files.map(({ path }) => path)).size).toBe(28);
    const bleeding = files.filter(({ truth }) => truth.any);
    expect(bleeding.length).toBeGreaterThan(8);
    expect(bleeding.length).toBeLessThan(24);
    for (const kind of ['subdural', 'subarachnoid', 'intraparenchymal', 'intraventricular'] as const) {
      expect(files.filter(({ truth }) => truth[kind]).length, kind).toBeGreaterThan(1);
    }
    const { instance } = await readInstance(files[0]?.bytes ?? new Uint8Array(0), 'a.dcm');
    expect([instance.rows, instance.columns]).toEqual([512, 512]);
  });
});
