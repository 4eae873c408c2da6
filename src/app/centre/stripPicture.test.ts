import { describe, expect, it } from 'vitest';
import { HEMORRHAGE_CLASSES, probability } from '../../base/index.ts';
import type { SliceFinding, Thresholds } from '../../study/index.ts';
import { score } from '../../study/testing/fakes.ts';
import { CLASS_COLOURS } from '../classColours.ts';
import { barColour, COLOURS, slotWidth, thresholdLine } from './stripPicture.ts';

const HALF: Thresholds = {
  epidural: 0.5,
  intraparenchymal: 0.5,
  intraventricular: 0.5,
  subarachnoid: 0.5,
  subdural: 0.5,
  any: 0.5,
};

/** A slice with one kind of bleed at a probability, and `any` at the same. */
function slice(kind: keyof Thresholds, at: number): SliceFinding {
  const low = score(0.01);
  const probabilities = { ...low.probabilities, any: probability(at), [kind]: probability(at) };
  return { state: 'scored', score: { ...low, probabilities } };
}

describe('the strip', () => {
  it('colours a bar by its class where it reaches the threshold, and dims it where it does not', () => {
    for (const kind of HEMORRHAGE_CLASSES.filter((name) => name !== 'any')) {
      expect(barColour(slice(kind, 0.5), { of: kind, thresholds: HALF })).toBe(CLASS_COLOURS[kind]);
      expect(barColour(slice(kind, 0.49), { of: kind, thresholds: HALF })).toBe(COLOURS.below);
    }
    expect(barColour(slice('subdural', 0.9), { of: 'epidural', thresholds: HALF })).toBe(COLOURS.below);
    expect(barColour(slice('subdural', 0.9), { of: 'subdural', thresholds: undefined })).toBe(COLOURS.below);
  });

  it('colours a bar of any hemorrhage by the likeliest kind', () => {
    expect(barColour(slice('epidural', 0.9), { of: 'any', thresholds: HALF })).toBe(CLASS_COLOURS.epidural);
    expect(barColour(slice('subdural', 0.9), { of: 'any', thresholds: HALF })).toBe(CLASS_COLOURS.subdural);
  });

  it('has as many colours as classes, none of them that of a bar below the threshold', () => {
    expect(new Set([...Object.values(CLASS_COLOURS), COLOURS.below]).size).toBe(7);
  });

  it('draws the line of a threshold as high as a bar that just reaches it', () => {
    expect(thresholdLine(0, 44)).toBe(44);
    expect(thresholdLine(1, 44)).toBe(1);
    expect(thresholdLine(0.5, 44)).toBe(23);
  });

  it('gives each slice its share of the width, and a thumb that can be seen however many there are', () => {
    expect(slotWidth(280, 28)).toBe(10);
    expect(slotWidth(280, 3000)).toBe(6);
    expect(slotWidth(280, 0)).toBe(280);
  });
});
