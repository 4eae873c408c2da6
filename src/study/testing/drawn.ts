/** Something drawn, for the tests of this folder. */
import { imagePixel } from '../../base/index.ts';
import type { Annotation } from '../../viewport/index.ts';

/** A length from the first corner, to the third row. */
export const line = (id: string, x = 4): Annotation => ({
  id,
  kind: 'length',
  points: [
    { x: imagePixel(0), y: imagePixel(0) },
    { x: imagePixel(x), y: imagePixel(3) },
  ],
});
