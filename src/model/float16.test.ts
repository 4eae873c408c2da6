import { expect, it } from 'vitest';
import { float16ToFloat32, float32ToFloat16 } from './float16.ts';

it('every half survives the way to float32 and back', () => {
  const halves = Uint16Array.from({ length: 65536 }, (_, i) => i).filter(
    (half) => (half & 0x7c00) !== 0x7c00 || (half & 0x3ff) === 0,
  );
  expect(float32ToFloat16(float16ToFloat32(halves))).toEqual(halves);
});

it('rounds to the nearest half, ties to even, subnormals included', () => {
  const cases: [number, number][] = [
    [1 + 2 ** -11, 1],
    [1 + 3 * 2 ** -11, 1 + 2 ** -9],
    [1 + 2 ** -11 + 2 ** -20, 1 + 2 ** -10],
    [2047.5, 2048],
    [65519, 65504],
    [65520, Infinity],
    [2 ** -25, 0],
    [2 ** -25 * 1.01, 2 ** -24],
    [-3 * 2 ** -25, -(2 ** -23)],
    [2 ** -14 - 2 ** -26, 2 ** -14],
    [1e-30, 0],
  ];
  const rounded = float16ToFloat32(float32ToFloat16(Float32Array.from(cases, ([value]) => value)));
  expect(Array.from(rounded)).toEqual(cases.map(([, half]) => half));
});
