import { describe, expect, it } from 'vitest';
import type { Vector3 } from '../dicom/index.ts';
import { sideLetters } from './orientation.ts';

const letters = (row: Vector3, column: Vector3) => {
  const sides = sideLetters({ row, column });
  return sides && [sides.left, sides.right, sides.top, sides.bottom].join(' ');
};

describe('orientation letters', () => {
  it("put the patient's right at the left of an axial slice, as radiologists look at it", () => {
    expect(letters([1, 0, 0], [0, 1, 0])).toBe('R L A P');
  });

  it('follow a slice that is stored mirrored or of a prone patient', () => {
    expect(letters([-1, 0, 0], [0, 1, 0])).toBe('L R A P');
    expect(letters([1, 0, 0], [0, -1, 0])).toBe('R L P A');
  });

  it('name coronal and sagittal pictures', () => {
    expect(letters([1, 0, 0], [0, 0, -1])).toBe('R L H F');
    expect(letters([0, 1, 0], [0, 0, -1])).toBe('A P H F');
  });

  it('stay axial under a gantry tilt of 18.5°', () => {
    expect(letters([1, 0, 0], [0, 0.9483237, -0.3173047])).toBe('R L A P');
  });

  it('name both axes of an oblique direction, the greater share first', () => {
    expect(letters([0.866, 0.5, 0], [0, 0, -1])).toBe('RA LP H F');
    expect(letters([0.5, 0.866, 0], [0, 0, -1])).toBe('AR PL H F');
  });

  it('are absent where the orientation is', () => {
    expect(sideLetters(undefined)).toBeUndefined();
    expect(letters([0, 0, 0], [0, 0, 0])).toBeUndefined();
    expect(letters([NaN, 0, 0], [0, 1, 0])).toBeUndefined();
  });
});
