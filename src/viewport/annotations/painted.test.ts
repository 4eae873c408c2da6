import { afterEach, expect, it, vi } from 'vitest';
import { hounsfield } from '../../base/index.ts';
import { pointAt } from './geometry.ts';
import { paintAnnotations } from './painted.ts';
import type { Annotation } from './types.ts';

afterEach(() => void vi.unstubAllGlobals());

it('on a picture, words at its lower edge are moved up and not cut off', () => {
  vi.stubGlobal('Path2D', Object);
  const written: [text: string, x: number, y: number][] = [];
  const nothing = () => undefined;
  const context = {
    save: nothing,
    restore: nothing,
    scale: nothing,
    stroke: nothing,
    strokeText: nothing,
    fillText: (...one: [string, number, number]) => written.push(one),
  } as unknown as CanvasRenderingContext2D;
  const arrow = (text: string): Annotation => ({
    id: text,
    kind: 'arrow',
    points: [pointAt(10, 90), pointAt(20, 98)],
    text,
  });
  const image = {
    frame: { rows: 1, columns: 1, values: new Int16Array(1), min: hounsfield(0), max: hounsfield(0) },
    spacing: undefined,
    stack: undefined,
  };
  const annotations = [arrow('falx'), arrow('tentorium')];
  // A hundred pixels of the image on two hundred of a picture that has two to one of the page.
  paintAnnotations(
    context,
    { annotations, image, unit: 2, tell: ({ text }) => text },
    ({ x, y }) => ({ x: 2 * x, y: 2 * y }),
    200,
  );
  expect(written.map(([text]) => text)).toEqual(['falx', 'tentorium']);
  const [[, , first], [, , second]] = written as [(typeof written)[0], (typeof written)[0]];
  expect(first).toBeLessThan(100);
  expect(second).toBeLessThan(first - 10);
});
