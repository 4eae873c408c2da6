import { describe, expect, it } from 'vitest';
import { millimetre } from '../../base/index.ts';
import type { Annotation } from '../../viewport/index.ts';
import { createFrameRepository } from '../frames.ts';
import { line } from '../testing/drawn.ts';
import { frame, groupByName, slice } from '../testing/fakes.ts';
import { annotationsJson, annotationTexts, someDrawnOnCuts, someDrawnOnSlices } from './json.ts';

describe('annotations as JSON', () => {
  const series = groupByName([slice('1.2.3', { z: 0 }), slice('1.2.4', { z: 5 })]);
  const frames = createFrameRepository();
  frames.set('1.2.4#1', frame());
  const drawn = new Map([
    ['1.2.4#1', [line('one'), { ...line('two'), kind: 'arrow', text: 'falx' } as const]],
  ]);

  it('name the image, the points and the values with their units', () => {
    const json = JSON.parse(annotationsJson({ series }, { drawn }, frames, 'hemolens 1')) as {
      annotations: unknown[];
    };
    expect(json).toMatchObject({ schema: 2, software: 'hemolens 1' });
    expect(json.annotations).toEqual([
      {
        studyUid: 'study',
        seriesUid: 'head',
        sopInstanceUid: '1.2.4',
        frame: 1,
        slice: 2,
        kind: 'length',
        points: [
          [0, 0],
          [4, 3],
        ],
        values: [{ name: 'Length', value: 5, unit: 'px' }],
      },
      expect.objectContaining({ kind: 'arrow', text: 'falx', values: [] }),
    ]);
  });

  it('name a cut by plane and number, and its points in the patient, in millimetres', () => {
    const spacing = { row: millimetre(2), column: millimetre(3) };
    const stacked = [0, 5, 10].map((z) => {
      const one = slice(`1.2.${z}`, { z });
      return { ...one, geometry: { ...one.geometry, pixelSpacing: spacing } };
    });
    const [head] = groupByName(stacked);
    if (!head) throw new Error('no series');
    const decoded = createFrameRepository();
    stacked.forEach(({ id }) => decoded.set(id, frame()));
    const onCuts = new Map([
      ['coronal 1 1.2.0#1 1.2.10#1', [line('one', 1)]],
      // Of a stack that ended elsewhere, and beyond the last cut.
      ['coronal 1 1.2.0#1 1.2.5#1', [line('two')]],
      ['sagittal 99 1.2.0#1 1.2.10#1', [line('three')]],
    ]);
    const text = annotationsJson({ series: [head] }, { drawn: onCuts }, decoded, 'hemolens 1');
    const { annotations } = JSON.parse(text) as { annotations: unknown[] };
    // A cut has pixels of 3 × 2 mm; the second row of slices lies 2 mm behind the first.
    expect(annotations).toEqual([
      {
        studyUid: 'study',
        seriesUid: 'head',
        plane: 'coronal',
        cut: 2,
        kind: 'length',
        points: [
          [0, 0],
          [1, 3],
        ],
        values: [{ name: 'Length', value: Math.hypot(3, 6), unit: 'mm' }],
        patientPoints: [
          [-1.5, 2, 11],
          [1.5, 2, 5],
        ],
      },
    ]);
    expect(someDrawnOnCuts({ series: [head] }, { drawn: onCuts }, decoded)).toBe(true);
    const gone = new Map([...onCuts].slice(1));
    expect(someDrawnOnCuts({ series: [head] }, { drawn: gone }, decoded)).toBe(false);
    expect(someDrawnOnSlices({ series: [head] }, { drawn: onCuts })).toBe(false);
    expect(annotationTexts({ series: [head] }, { drawn: onCuts }, decoded).size).toBe(0);
  });

  it('say of which nobody has put all points', () => {
    const points = [...line('v').points, ...line('v', 2).points];
    const volume: Annotation = { id: 'v', kind: 'volume', points, guessed: true };
    const json = annotationsJson(
      { series },
      { drawn: new Map([['1.2.4#1', [volume]]]) },
      frames,
      'hemolens 1',
    );
    expect(JSON.parse(json)).toMatchObject({ annotations: [{ kind: 'volume', guessed: true }] });
    expect(annotationsJson({ series }, { drawn }, frames, 'hemolens 1')).not.toContain('guessed');
  });

  it('are there where something is drawn on what is open, and not where it is on another study', () => {
    expect(someDrawnOnSlices({ series }, { drawn })).toBe(true);
    expect(someDrawnOnSlices({ series: [] }, { drawn })).toBe(false);
    expect(someDrawnOnCuts({ series }, { drawn }, frames)).toBe(false);
  });

  it('are words with values in a table, on the slices that have any', () => {
    expect([...annotationTexts({ series }, { drawn }, frames)]).toEqual([
      ['1.2.4#1', 'Length: 5.0 px; Arrow: falx'],
    ]);
  });

  it('say nothing of the patient and of the files', () => {
    const json = annotationsJson({ series }, { drawn }, frames, 'hemolens 1');
    expect(json).not.toMatch(/Doe|P1|1950|\.dcm/);
  });
});
