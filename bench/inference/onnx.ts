/**
 * A model of ours as an ONNX file, so that other runtimes can be timed on the very same weights: one Conv a convolution,
 * with its group attribute, NCHW. Just as much of ONNX's protobuf is written as that takes.
 *
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
import { convolutionsOf, layersOf, STEM_POOL, type ConvolutionLayer } from '../../src/model/layers.ts';
import { biasName, filterName, HEAD } from '../../src/model/graph.ts';
import type { OpenedModel } from '../../src/model/index.ts';
import { decodeWeights, type StoredWeights } from '../../src/model/weights.ts';

const OPSET = 17;
const IR_VERSION = 8;
const FLOAT = 1;
/** The name of the dimension that counts slices. */
export const BATCH = 'N';
/** Attribute types of onnx.proto. */
const INT = 2;
const INTS = 7;

type Field = Uint8Array;

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const integer = (field: number, value: number): Field =>
  Uint8Array.from([...varint(field * 8), ...varint(value)]);
const bytes = (field: number, content: Uint8Array): Field =>
  joined([Uint8Array.from([...varint(field * 8 + 2), ...varint(content.length)]), content]);
const text = (field: number, content: string): Field => bytes(field, new TextEncoder().encode(content));
const message = (field: number, fields: readonly Field[]): Field => bytes(field, joined(fields));

const intAttribute = (name: string, value: number): Field =>
  message(5, [text(1, name), integer(3, value), integer(20, INT)]);
const intsAttribute = (name: string, values: readonly number[]): Field =>
  message(5, [text(1, name), ...values.map((value) => integer(8, value)), integer(20, INTS)]);

function node(
  op: string,
  inputs: readonly string[],
  output: string,
  attributes: readonly Field[] = [],
): Field {
  return message(1, [...inputs.map((name) => text(1, name)), text(2, output), text(4, op), ...attributes]);
}

function tensor(name: string, shape: readonly number[], values: Float32Array): Field {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return message(5, [
    ...shape.map((side) => integer(1, side)),
    integer(2, FLOAT),
    text(8, name),
    bytes(9, raw),
  ]);
}

function value(field: number, name: string, shape: readonly (number | string)[]): Field {
  const dimensions = shape.map((side) =>
    message(1, [typeof side === 'number' ? integer(1, side) : text(2, side)]),
  );
  return message(field, [
    text(1, name),
    message(2, [message(1, [integer(1, FLOAT), message(2, dimensions)])]),
  ]);
}

/** @returns an ONNX model with input `input [N, 3, size, size]` and output `logits [N, 6]` */
export function toOnnx({ manifest, artifacts }: OpenedModel): Uint8Array {
  const layers = layersOf(manifest.architecture);
  const weights = decodeWeights(artifacts.weightSpecs, artifacts.weightData);
  const nodes: Field[] = [];
  const tensors: Field[] = convolutionsOf(layers).flatMap((layer) => [
    tensor(
      filterName(layer),
      [layer.outChannels, layer.inChannels / layer.groups, layer.kernel, layer.kernel],
      oihw(weights, layer),
    ),
    tensor(biasName(layer), [layer.outChannels], floats(weights, biasName(layer))),
  ]);
  const convolution = (layer: ConvolutionLayer, input: string): string => {
    const { name, kernel, stride, padding, groups, relu } = layer;
    const inputs = [input, filterName(layer), biasName(layer)];
    nodes.push(
      node('Conv', inputs, name, [
        intsAttribute('kernel_shape', [kernel, kernel]),
        intsAttribute('strides', [stride, stride]),
        intsAttribute('pads', [padding, padding, padding, padding]),
        intAttribute('group', groups),
      ]),
    );
    if (!relu) return name;
    nodes.push(node('Relu', [name], `${name}/relu`));
    return `${name}/relu`;
  };
  const { kernel, stride, padding } = STEM_POOL;
  nodes.push(
    node('MaxPool', [convolution(layers.stem, 'input')], 'pool', [
      intsAttribute('kernel_shape', [kernel, kernel]),
      intsAttribute('strides', [stride, stride]),
      intsAttribute('pads', [padding, padding, padding, padding]),
    ]),
  );
  let x = 'pool';
  for (const { name, reduce, spatial, expand, downsample } of layers.blocks) {
    const branch = convolution(expand, convolution(spatial, convolution(reduce, x)));
    nodes.push(node('Add', [branch, downsample ? convolution(downsample, x) : x], `${name}/sum`));
    nodes.push(node('Relu', [`${name}/sum`], name));
    x = name;
  }
  const head = headOf(manifest, weights, x);
  tensors.push(...head.tensors);
  nodes.push(...head.nodes);
  const { size } = manifest.preprocessing;
  const graph = [
    ...nodes,
    text(2, manifest.id),
    ...tensors,
    value(11, 'input', [BATCH, 3, size, size]),
    value(12, 'logits', [BATCH, 6]),
  ];
  return joined([integer(1, IR_VERSION), message(7, graph), message(8, [text(1, ''), integer(2, OPSET)])]);
}

function headOf(
  { architecture, pooling, preprocessing }: OpenedModel['manifest'],
  weights: StoredWeights,
  x: string,
): { readonly nodes: readonly Field[]; readonly tensors: readonly Field[] } {
  const { features } = layersOf(architecture);
  const filter = floats(weights, HEAD.filter);
  const bias = floats(weights, HEAD.bias);
  if (pooling.kind === 'mean') {
    return {
      tensors: [tensor(HEAD.filter, [features, 6], filter), tensor(HEAD.bias, [6], bias)],
      nodes: [
        node('GlobalAveragePool', [x], 'pooled'),
        node('Flatten', ['pooled'], 'features'),
        node('Gemm', ['features', HEAD.filter, HEAD.bias], 'logits'),
      ],
    };
  }
  const { sharpness } = pooling;
  const cells = Math.ceil(preprocessing.size / architecture.outputStride) ** 2;
  const transposed = Float32Array.from(
    filter,
    (_, i) => sharpness * (filter[(i % features) * 6 + Math.floor(i / features)] ?? 0),
  );
  return {
    tensors: [
      tensor(HEAD.filter, [6, features, 1, 1], transposed),
      tensor('head/over', [1], Float32Array.of(1 / sharpness)),
      // The mean's division by the number of cells is a part of the bias.
      tensor(HEAD.bias, [6], bias.map((value) => value - Math.log(cells) / sharpness)), // prettier-ignore
    ],
    nodes: [
      node('Conv', [x, HEAD.filter], 'evidence', [intsAttribute('kernel_shape', [1, 1])]),
      node('ReduceLogSumExp', ['evidence'], 'summed', [
        intsAttribute('axes', [2, 3]),
        intAttribute('keepdims', 0),
      ]),
      node('Mul', ['summed', 'head/over'], 'pooled'),
      node('Add', ['pooled', HEAD.bias], 'logits'),
    ],
  };
}

function floats(weights: StoredWeights, name: string): Float32Array {
  const found = weights.get(name)?.data;
  if (!found) throw new Error(`${name} is missing`);
  return found;
}

/** Height, width, in, out as we store a filter, to out, in, height, width as ONNX wants it. */
function oihw(weights: StoredWeights, layer: ConvolutionLayer): Float32Array {
  const { kernel, groups, inChannels, outChannels } = layer;
  const from = floats(weights, filterName(layer));
  const inPerGroup = inChannels / groups;
  const to = new Float32Array(from.length);
  for (let tap = 0; tap < kernel * kernel; tap++) {
    for (let i = 0; i < inPerGroup; i++) {
      for (let o = 0; o < outChannels; o++) {
        to[(o * inPerGroup + i) * kernel * kernel + tap] =
          from[(tap * inPerGroup + i) * outChannels + o] ?? 0;
      }
    }
  }
  return to;
}
