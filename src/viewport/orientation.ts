/** The letters at the four sides of the pane, from ImageOrientationPatient (DICOM PS3.3 C.7.6.1.1.1). */
import type { FrameGeometry, Vector3 } from '../dicom/index.ts';

export interface SideLetters {
  readonly left: string;
  readonly right: string;
  readonly top: string;
  readonly bottom: string;
}

/** LPS: which way the patient's axes grow, and the other way. */
const AXES = [
  { towards: 'L', from: 'R' },
  { towards: 'P', from: 'A' },
  { towards: 'H', from: 'F' },
] as const;

/** sin 22.5°: a direction nearer to the diagonal than to its main axis is named by both. */
const OBLIQUE = Math.sin(Math.PI / 8);

/**
 * What part of the patient lies towards each side of the picture as the file stores it; in radiological convention an
 * axial slice has R at its left. Letters of oblique directions come in the order of their share (`PF`).
 * @returns undefined where the file gives no orientation, or one that is none
 */
export function sideLetters(orientation: FrameGeometry['orientation']): SideLetters | undefined {
  if (!orientation) return undefined;
  const { row, column } = orientation;
  const letters = {
    left: lettersOf(opposite(row)),
    right: lettersOf(row),
    top: lettersOf(opposite(column)),
    bottom: lettersOf(column),
  };
  return letters.right && letters.bottom ? letters : undefined;
}

function opposite([x, y, z]: Vector3): Vector3 {
  return [-x, -y, -z];
}

function lettersOf(direction: Vector3): string {
  const length = Math.hypot(...direction);
  return AXES.map(({ towards, from }, axis) => {
    const share = (direction[axis] ?? 0) / length;
    return { letter: share > 0 ? towards : from, share: Math.abs(share) };
  })
    .filter(({ share }) => share > OBLIQUE)
    .sort((a, b) => b.share - a.share)
    .map(({ letter }) => letter)
    .join('');
}
