/** A model's operations as kernels over named buffers, with every shape known: the plan before any device sees it. */
import type { Operation, WeightShapes } from '../../model/index.ts';
import { convolvedSide, type ConvolutionGeometry } from '../kernels/geometry.ts';
import { classEvidence, pooledLogits } from '../kernels/head.ts';
import type { Kernel } from '../kernels/kernel.ts';
import { maxPool } from '../kernels/maxPool.ts';
import { plainConv2d } from '../kernels/plainConv2d.ts';

/** One dispatch and what it binds, in the order of its bindings. */
export interface Step {
  readonly kernel: Kernel;
  readonly bindings: readonly BindingName[];
}

export type BindingName =
  | { readonly kind: 'weight'; readonly name: string }
  | { readonly kind: 'activation'; readonly name: string; readonly access: 'read' | 'write' };

/** A picture of features in a buffer, channels last. */
interface Shape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

export interface Steps {
  readonly steps: readonly Step[];
  /** Floats that each activation takes for one image. */
  readonly lengths: ReadonlyMap<string, number>;
  readonly evidence: Shape;
}

export interface StepsOptions {
  /** Images the buffers have room for. */
  readonly batch: number;
  /** Side of the input, which is stored four floats a pixel. */
  readonly size: number;
  readonly input: string;
  readonly outputs: { readonly logits: string; readonly evidence: string };
  readonly convolution: (geometry: ConvolutionGeometry) => Kernel;
}

/** @throws {RangeError} where the graph's shapes do not belong together */
export function stepsOf(
  operations: readonly Operation[],
  weights: WeightShapes,
  { batch, size, input, outputs, convolution }: StepsOptions,
): Steps {
  const shapes = new Map<string, Shape>([[input, { height: size, width: size, channels: 3 }]]);
  const lengths = new Map<string, number>();
  const steps: Step[] = [];
  const shapeOf = (name: string) => {
    const shape = shapes.get(name);
    if (!shape) throw new RangeError(`${name} is read before it is computed`);
    return shape;
  };
  const add = (kernel: Kernel, name: string, shape: Shape, bindings: readonly BindingName[]) => {
    shapes.set(name, shape);
    lengths.set(name, shape.height * shape.width * shape.channels);
    steps.push({ kernel, bindings });
  };
  for (const operation of operations) {
    const { name, x } = operation;
    const from = shapeOf(x);
    switch (operation.kind) {
      case 'convolution': {
        const { filter, bias, addend, stride, padding, groups, relu } = operation;
        const [filterHeight = 0, filterWidth = 0, inPerGroup = 0, outChannels = 0] =
          weights.get(filter) ?? [];
        if (inPerGroup * groups !== from.channels || outChannels % groups !== 0) {
          throw new RangeError(
            `${name}: ${from.channels} channels meet a filter of ${inPerGroup} × ${groups}`,
          );
        }
        const geometry = {
          batch,
          height: from.height,
          width: from.width,
          inChannels: from.channels,
          outHeight: convolvedSide(from.height, filterHeight, stride, padding),
          outWidth: convolvedSide(from.width, filterWidth, stride, padding),
          outChannels,
          filterHeight,
          filterWidth,
          stride,
          pad: padding,
          groups,
          residual: addend !== undefined,
          relu,
        };
        const shape = { height: geometry.outHeight, width: geometry.outWidth, channels: outChannels };
        if (bias === undefined) {
          add(evidenceKernel(name, geometry), name, shape, [read(x), weight(filter), write(name)]);
          break;
        }
        if (addend !== undefined && !sameShape(shapeOf(addend), shape)) {
          throw new RangeError(`${name}: a sum of two shapes`);
        }
        add(convolution(geometry), name, shape, [
          read(x),
          weight(filter),
          weight(bias),
          write(name),
          ...(addend === undefined ? [] : [read(addend)]),
        ]);
        break;
      }
      case 'pooling': {
        const { kernel, stride, padding } = operation;
        const outHeight = convolvedSide(from.height, kernel, stride, padding);
        const outWidth = convolvedSide(from.width, kernel, stride, padding);
        const geometry = { batch, ...from, outHeight, outWidth, kernel, stride, pad: padding };
        const shape = { height: outHeight, width: outWidth, channels: from.channels };
        add(maxPool(geometry), name, shape, [read(x), write(name)]);
        break;
      }
      case 'pooled-logits': {
        const { bias, pooling } = operation;
        const head = { ...from, classes: from.channels };
        const shape = { height: 1, width: 1, channels: from.channels };
        add(pooledLogits(head, pooling, batch), name, shape, [read(x), weight(bias), write(name)]);
        break;
      }
    }
  }
  if (!shapes.has(outputs.logits)) throw new RangeError(`${outputs.logits} is not computed`);
  return { steps, lengths, evidence: shapeOf(outputs.evidence) };
}

/** Steps for one image, as far as they are known before kernels are chosen, and the convolutions to choose them for. */
export function sketchOf(
  operations: readonly Operation[],
  weights: WeightShapes,
  options: Omit<StepsOptions, 'convolution' | 'batch'>,
): Steps & { readonly geometries: readonly ConvolutionGeometry[] } {
  const geometries: ConvolutionGeometry[] = [];
  const convolution = (geometry: ConvolutionGeometry) => {
    geometries.push(geometry);
    return plainConv2d(geometry);
  };
  return { ...stepsOf(operations, weights, { ...options, batch: 1, convolution }), geometries };
}

/** The linear layer before its pooling: few pixels, many channels, six classes. */
function evidenceKernel(name: string, geometry: ConvolutionGeometry): Kernel {
  const { height, width, inChannels, outChannels, filterHeight, filterWidth, stride, groups, relu } =
    geometry;
  if (filterHeight * filterWidth * stride * groups !== 1 || relu || inChannels % 4 !== 0) {
    throw new RangeError(`${name}: a convolution without a bias that is no linear layer`);
  }
  return classEvidence({ height, width, channels: inChannels, classes: outChannels });
}

function sameShape(one: Shape, other: Shape): boolean {
  return one.height === other.height && one.width === other.width && one.channels === other.channels;
}

const weight = (name: string): BindingName => ({ kind: 'weight', name });
const read = (name: string): BindingName => ({ kind: 'activation', name, access: 'read' });
const write = (name: string): BindingName => ({ kind: 'activation', name, access: 'write' });
