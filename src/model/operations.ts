/**
 * A graph's nodes as the few operations they are, typed, for a device that runs them without TensorFlow.js. Constants
 * stay names; an addition and its activation are joined to the convolution before them.
 */
import * as v from 'valibot';
import { HemolensError } from '../base/index.ts';
import { integer, integers, number, text, texts } from './graphDef.ts';
import { GROUPED_CONV2D, LOG_MEAN_EXP } from './graphOps.ts';
import type { ModelArtifacts } from './openModel.ts';
import type { EvidencePooling } from './types.ts';
import { say } from './sentences.ts';

/** `activation(convolution(x, filter) + bias + addend)`; names of other operations, of the input, or of weights. */
export interface Convolution {
  readonly kind: 'convolution';
  readonly name: string;
  readonly x: string;
  readonly filter: string;
  /** Absent only where an operation has none, as the class evidence. */
  readonly bias: string | undefined;
  readonly addend: string | undefined;
  readonly stride: number;
  readonly padding: number;
  readonly groups: number;
  readonly relu: boolean;
}

/** Maximum over a window of a picture with a border of zeros. */
export interface Pooling {
  readonly kind: 'pooling';
  readonly name: string;
  readonly x: string;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
}

/** `pooled(x over height and width) + bias` */
export interface PooledLogits {
  readonly kind: 'pooled-logits';
  readonly name: string;
  readonly x: string;
  readonly bias: string;
  readonly pooling: EvidencePooling;
}

export type Operation = Convolution | Pooling | PooledLogits;

/** A node with nothing left out. */
interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
  readonly attr: Readonly<Record<string, unknown>>;
}

/**
 * @param file  the model's name or path, for errors
 * @returns     the operations in an order in which they can run
 * @throws {HemolensError} `model/unknown-operation` where a node is none that this program writes
 */
export function operationsOf({ modelTopology }: ModelArtifacts, file: string): Operation[] {
  try {
    return read(
      modelTopology.node.map(({ name, op = '', input = [], attr = {} }) => ({ name, op, input, attr })),
    );
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'its model.json is damaged';
    throw new HemolensError('model/unknown-operation', say('unknownOperation', { why }), {
      file,
      cause,
    });
  }
}

function read(nodes: readonly GraphNode[]): Operation[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const named = (name: string) => {
    const node = byName.get(name);
    if (!node) throw new TypeError(`${name} is missing`);
    return node;
  };
  /** The one node that reads another, where it is just one. */
  const onlyReader = ({ name }: GraphNode) => {
    const readers = nodes.filter(({ input }) => input.includes(name));
    return readers.length === 1 ? readers[0] : undefined;
  };
  const operations: Operation[] = [];
  for (const node of nodes) {
    for (const input of node.input) named(input);
    switch (node.op) {
      case 'Placeholder':
      case 'Const':
      // Read with the node behind them.
      case 'Pad':
      case 'Mean':
      case LOG_MEAN_EXP:
        break;
      case '_FusedConv2D':
      case 'Conv2D':
      case GROUPED_CONV2D:
        if (!isJoined(node, onlyReader)) operations.push(convolution(node));
        break;
      case 'MaxPool':
        operations.push(pooling(node, named(inputOf(node, 0)), named));
        break;
      case 'AddV2': {
        const first = named(inputOf(node, 0));
        const pooling = poolingOf(first);
        if (pooling) {
          const [x, bias] = [inputOf(first, 0), inputOf(node, 1)];
          operations.push({ kind: 'pooled-logits', name: node.name, x, bias, pooling });
        } else if (onlyReader(node)?.op !== 'Relu' || !isJoined(first, onlyReader)) throw unknown(node);
        break;
      }
      case 'Relu': {
        const sum = named(inputOf(node, 0));
        if (sum.op !== 'AddV2') throw unknown(node);
        const joined = convolution(named(inputOf(sum, 0)));
        operations.push({ ...joined, name: node.name, addend: inputOf(sum, 1), relu: true });
        break;
      }
      default:
        throw unknown(node);
    }
  }
  return operations;
}

/** A convolution that nothing reads but the sum it is the first part of. */
function isJoined(node: GraphNode, onlyReader: (node: GraphNode) => GraphNode | undefined): boolean {
  const reader = onlyReader(node);
  const linear = node.op === '_FusedConv2D' && !convolution(node).relu;
  return linear && reader?.op === 'AddV2' && reader.input[0] === node.name;
}

function convolution(node: GraphNode): Convolution {
  const grouped = node.op === GROUPED_CONV2D;
  const fused = node.op === '_FusedConv2D' ? attribute(node, 'fused_ops', texts) : [];
  const activation = grouped ? attribute(node, 'activation', text) : fused.slice(1).join(' ').toLowerCase();
  const known = activation === 'relu' || activation === (grouped ? 'linear' : '');
  if (!known || (fused.length > 0 && fused[0] !== 'BiasAdd')) {
    throw new TypeError(`${node.name} has an activation that is none of ours`);
  }
  return {
    kind: 'convolution',
    name: node.name,
    x: inputOf(node, 0),
    filter: inputOf(node, 1),
    bias: node.op === 'Conv2D' ? undefined : inputOf(node, 2),
    addend: undefined,
    stride: square(node, attribute(node, 'strides', integers).slice(1, 3)),
    padding: paddingOf(node),
    groups: grouped ? attribute(node, 'groups', integer) : 1,
    relu: activation === 'relu',
  };
}

function pooling(node: GraphNode, padded: GraphNode, named: (name: string) => GraphNode): Pooling {
  if (padded.op !== 'Pad' || attribute(node, 'padding', text) !== 'VALID') throw unknown(node);
  const kernel = square(node, attribute(node, 'ksize', integers).slice(1, 3));
  // The border's width is a tensor of integers; a graph of ours has no other than the one that centres the window.
  named(inputOf(padded, 1));
  return {
    kind: 'pooling',
    name: node.name,
    x: inputOf(padded, 0),
    kernel,
    stride: square(node, attribute(node, 'strides', integers).slice(1, 3)),
    padding: (kernel - 1) / 2,
  };
}

function poolingOf(node: GraphNode): EvidencePooling | undefined {
  if (node.op === 'Mean') return { kind: 'mean' };
  if (node.op !== LOG_MEAN_EXP) return undefined;
  return { kind: 'log-mean-exp', sharpness: attribute(node, 'sharpness', number) };
}

function paddingOf(node: GraphNode): number {
  if (attribute(node, 'padding', text) === 'VALID') return 0;
  return square(node, attribute(node, 'explicit_paddings', integers).slice(2, 6));
}

/** The number that all of a list are. */
function square(node: GraphNode, list: readonly number[]): number {
  const [first] = list;
  if (first === undefined || list.some((one) => one !== first)) throw unknown(node);
  return first;
}

function inputOf(node: GraphNode, index: number): string {
  const name = node.input[index];
  if (name === undefined) throw unknown(node);
  return name;
}

function attribute<Value>(
  { name, attr }: GraphNode,
  key: string,
  schema: v.GenericSchema<unknown, Value>,
): Value {
  const parsed = v.safeParse(schema, attr[key]);
  if (!parsed.success) throw new TypeError(`${name} has no ${key} that this program could read`);
  return parsed.output;
}

function unknown({ name, op }: GraphNode): TypeError {
  return new TypeError(`${name} is an operation (${op}) that is none of ours`);
}
