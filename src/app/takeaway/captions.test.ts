import { describe, expect, it } from 'vitest';
import { millimetre, probability, verbatim } from '../../base/index.ts';
import type { Series, Slice } from '../../dicom/index.ts';
import type { FindingsState, SliceFinding } from '../../study/index.ts';
import { t } from '../words/index.ts';
import { captionsBeside, captionsOf, type Pictured } from './captions.ts';

const slice = {
  id: 'a#1',
  frame: 1,
  geometry: {
    position: undefined,
    orientation: undefined,
    pixelSpacing: { row: millimetre(0.5), column: millimetre(0.5) },
    sliceThickness: millimetre(5),
  },
  instance: {
    patient: { name: 'Doe Jane', id: 'P1', birthDate: '19500101', sex: 'F' },
    study: { uid: '1.2', description: 'HEAD', date: '20260304', accessionNumber: 'A1' },
  },
} as Slice;
const series = {
  number: 2,
  description: 'axial',
  slices: [slice],
  positions: [millimetre(-3.25)],
} as unknown as Series;

const pictured: Pictured = {
  series,
  slice,
  index: 0,
  slab: undefined,
  voi: { center: 40, width: 80, shape: 'LINEAR', name: 'Brain' },
  fileWindow: undefined,
  whole: false,
  scale: 1.5,
  negative: true,
  attitude: { mirrored: true, turns: 1 },
  keyImage: false,
  cautions: [verbatim('A single slice, less than a head.')],
  evidence: 'subdural',
};

function written(
  finding: SliceFinding | undefined,
  identity: 'kept' | 'left-out' = 'kept',
  of: Pictured = pictured,
) {
  const findings: FindingsState = {
    run: { phase: 'done' },
    slices: new Map(finding ? [['a#1', finding]] : []),
    manifest: undefined,
    device: undefined,
  };
  return captionsOf(of, findings, identity);
}

const scored: SliceFinding = {
  state: 'scored',
  score: {
    probabilities: {
      epidural: probability(0.001),
      intraparenchymal: probability(0.02),
      intraventricular: probability(0),
      subarachnoid: probability(0.1),
      subdural: probability(0.75),
      any: probability(0.8),
    },
    logits: new Float32Array(6),
    evidence: { height: 1, width: 1, values: new Float32Array(6) },
  },
};

describe('what is written on a picture', () => {
  it('is who, what, where and how, as in the corners of the pane', () => {
    expect(written(scored)).toMatchObject({
      topLeft: ['Doe Jane', 'P1', '1950-01-01 · F'],
      topRight: ['HEAD', '2026-03-04', 'Series 2  axial'],
      bottomLeft: ['5 mm thick · −3.3 mm', '1 / 1'],
      bottomRight: [
        'Evidence for subdural, not an outline',
        'Inverted, mirrored, turned 90°',
        'Zoom 150 %',
        'C 40 W 80',
      ],
      notice: 'Not a medical device. Not for diagnostic use.',
    });
  });

  it('is of which time, where the series has several', () => {
    const of = { ...pictured, series: { ...series, timePoint: { number: 1, of: 2 } } };
    expect(written(scored, 'kept', of).topRight.at(-1)).toBe('Time point 1 of 2');
    expect(written(scored, 'left-out', of).topRight).toEqual([
      'HEAD',
      'Series 2  axial',
      'Time point 1 of 2',
    ]);
  });

  it('says which slab it is of, in place of the thickness that the file states', () => {
    const slab = { mode: 'mean', thickness: millimetre(10) } as const;
    const { bottomLeft } = written(scored, 'kept', { ...pictured, slab });
    expect(bottomLeft).toEqual(['Mean 10 mm · −3.3 mm', '1 / 1']);
  });

  it('says which of several windows of the file it is in', () => {
    const fileWindow = { number: 2, of: 3 };
    expect(written(scored, 'kept', { ...pictured, fileWindow }).bottomRight).toContain(
      'Brain (window 2 of 3)',
    );
    expect(written(scored).bottomRight.join()).not.toContain('window 2');
  });

  it('has nothing in millimetres where the file states no spacing of pixels', () => {
    const bare = { ...slice, geometry: { ...slice.geometry, pixelSpacing: undefined } };
    const of = { ...pictured, series: { ...series, slices: [bare] }, slice: bare };
    expect(written(scored, 'kept', of).bottomLeft).toEqual(['1 / 1']);
  });

  it('is beside the image what that pane says: where and how thick, how it lies, in which window', () => {
    const { voi, attitude } = pictured;
    const cut = {
      name: 'Coronal',
      position: millimetre(-12.5),
      tilted: false,
      fileWindow: undefined,
      voi,
    } as const;
    const slab = { mode: 'maximum', thickness: millimetre(20) } as const;
    expect(captionsBeside({ ...cut, slab, negative: true, attitude })).toEqual([
      'Coronal',
      '−12.5 mm',
      'MIP 20 mm',
      'Inverted, mirrored, turned 90°',
      'C 40 W 80',
    ]);
    const asStored = { slab: undefined, negative: false, attitude: { mirrored: false, turns: 0 } } as const;
    expect(captionsBeside({ ...cut, ...asStored })).toEqual(['Coronal', '−12.5 mm', 'C 40 W 80']);
    const tilted = captionsBeside({ ...cut, ...asStored, tilted: true, fileWindow: { number: 1, of: 2 } });
    expect(tilted).toContain('At right angles to the tilted slices');
    expect(tilted).toContain('Brain (window 1 of 2)');
  });

  it('says neither who nor when where the patient is left out', () => {
    const text = JSON.stringify(written(scored, 'left-out'));
    for (const told of ['Doe', 'P1', '1950', '2026', '"F"']) expect(text).not.toContain(told);
    expect(text).toContain('HEAD');
  });

  it('has six bars with the numbers of the page, the any-class last', () => {
    const { bars } = written(scored);
    expect(bars.map(({ number }) => number)).toEqual(['<1 %', '2 %', '<1 %', '10 %', '75 %', '80 %']);
    expect(bars.at(-1)).toMatchObject({ name: 'Any', fraction: 0.8 });
  });

  it('has no number where there is none, and says why', () => {
    const waiting = written({ state: 'waiting' });
    expect(waiting.bars).toEqual([]);
    expect(waiting.state).toBe(t('state.waiting'));
    const never = written({ state: 'not-scored', reason: verbatim('Not scored: a localizer.') });
    expect(never.bars).toEqual([]);
    expect(never.state).toBe('Not scored: a localizer.');
    expect(written(scored).state).toBeUndefined();
  });

  it('has a scale bar of round millimetres, and of pixels where there are none', () => {
    expect(written(scored).scaleBar).toEqual({ length: 20, unit: 'mm', width: 60 });
    const bare = { ...slice, geometry: { ...slice.geometry, pixelSpacing: undefined } };
    const of = { ...pictured, series: { ...series, slices: [bare] }, slice: bare };
    expect(written(scored, 'kept', of).scaleBar).toEqual({ length: 50, unit: 'px', width: 75 });
    expect(written(scored, 'kept', { ...pictured, scale: undefined }).scaleBar).toBeUndefined();
  });

  it('says what speaks against the numbers, where there are some', () => {
    expect(written(scored).cautions).toEqual(['A single slice, less than a head.']);
    expect(written({ state: 'waiting' }).cautions).toEqual([]);
  });

  it('says that no model computed where none did', () => {
    expect(written(undefined).source).toMatch(/^No model · hemolens /);
  });
});
