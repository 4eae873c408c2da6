/** What all convolution kernels share: their bindings and what happens to a sum before it is written. */
import type { ConvolutionGeometry } from './geometry.ts';

/**
 * Bindings 0 x, 1 filter `[height, width, inPerGroup, outChannels]`, 2 bias `[outChannels]`, 3 output and, where the
 * geometry has a residual, 4 residual of the output's shape.
 * @param element  what one element of every buffer holds
 */
export function convolutionBindings(
  { residual }: ConvolutionGeometry,
  element: 'f32' | 'vec4<f32>' = 'vec4<f32>',
): string {
  const read = ['x', 'filters', 'bias'].map(
    (name, i) => `@group(0) @binding(${i}) var<storage, read> ${name} : array<${element}>;`,
  );
  const added = `@group(0) @binding(4) var<storage, read> residual : array<${element}>;`;
  return `${read.join('\n')}
@group(0) @binding(3) var<storage, read_write> output : array<${element}>;
${residual ? added : ''}`;
}

/** The statement that writes a sum at an index, with residual and activation. */
export function store(
  { residual, relu }: ConvolutionGeometry,
  at: string,
  sum: string,
  zero: string,
): string {
  const added = residual ? `${sum} + residual[${at}]` : sum;
  return `output[${at}] = ${relu ? `max(${added}, ${zero})` : added};`;
}

/** `0 … count − 1`, for code that is unrolled by hand: an array indexed by a loop variable would live in memory. */
export const each = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
