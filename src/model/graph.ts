/**
 * A ResNeXt as a TensorFlow graph, node by node, in the JSON of a GraphDef that TensorFlow.js loads.
 *
 * Only ops that its WebGPU, WASM and CPU backends all run, and one of our own (`graphOps.ts`). Its MaxPool knows no
 * explicit padding: the pooled features are never negative, so a border of zeros pools to the same.
 */
import { HEMORRHAGE_CLASSES } from '../base/index.ts';
import { GROUPED_CONV2D, LOG_MEAN_EXP } from './graphOps.ts';
import { INPUT_CHANNELS, STEM_POOL, type ConvolutionLayer, type ResNeXtLayers } from './layers.ts';
import type { EvidencePooling } from './types.ts';
import type { Weight } from './weights.ts';

/** The graph's input, `[n, size, size, 3]`. */
export const GRAPH_INPUT = 'input';
/** Its outputs: `[n, 6]` and `[n, h, w, 6]`. */
export const OUTPUTS = { logits: 'logits', evidence: 'evidence' } as const;

/** The last, linear layer: class evidence without bias, and the bias that its pooled value is given. */
export const HEAD = { filter: 'fc/filter', bias: 'fc/bias' } as const;

export const filterName = (layer: ConvolutionLayer): string => `${layer.name}/filter`;
export const biasName = (layer: ConvolutionLayer): string => `${layer.name}/bias`;

const POOL_PADDINGS = 'pool/paddings';
const POOLED_AXES = 'head/axes';
const POOLED = 'head/pooled';

/** The integers that two of the ops read as tensors. */
export const GRAPH_CONSTANTS: readonly Weight[] = [
  {
    name: POOL_PADDINGS,
    shape: [4, 2],
    values: Int32Array.of(
      0,
      0,
      STEM_POOL.padding,
      STEM_POOL.padding,
      STEM_POOL.padding,
      STEM_POOL.padding,
      0,
      0,
    ),
  },
  { name: POOLED_AXES, shape: [2], values: Int32Array.of(1, 2) },
];

interface GraphNode {
  name: string;
  op: string;
  input: string[];
  attr: Record<string, object>;
}

const FLOAT = { type: 'DT_FLOAT' };
const text = (value: string) => ({ s: btoa(value) });
const integers = (values: readonly number[]) => ({ list: { i: values.map(String) } });
const shape = (sides: readonly number[]) => ({ dim: sides.map((size) => ({ size: String(size) })) });

/**
 * @param weights  in the order of the shards; each becomes a Const node
 * @returns        `modelTopology` and `signature` of a model.json
 */
export function buildGraph(
  layers: ResNeXtLayers,
  pooling: EvidencePooling,
  weights: readonly Weight[],
): { readonly modelTopology: object; readonly signature: object } {
  const node: GraphNode[] = [
    {
      name: GRAPH_INPUT,
      op: 'Placeholder',
      input: [],
      attr: { dtype: FLOAT, shape: { shape: shape([-1, -1, -1, INPUT_CHANNELS]) } },
    },
    ...weights.map(constant),
    convolution(layers.stem, GRAPH_INPUT),
    ...stemPool(layers.stem.name),
  ];
  let x = 'pool';
  for (const block of layers.blocks) {
    const { name, reduce, spatial, expand, downsample } = block;
    node.push(convolution(reduce, x), convolution(spatial, reduce.name), convolution(expand, spatial.name));
    if (downsample) node.push(convolution(downsample, x));
    node.push(
      operation('AddV2', `${name}.sum`, [expand.name, downsample?.name ?? x]),
      operation('Relu', name, [`${name}.sum`]),
    );
    x = name;
  }
  node.push(...head(x, pooling));
  return {
    modelTopology: { node, library: {}, versions: { producer: 1 } },
    signature: {
      inputs: { [GRAPH_INPUT]: tensor(GRAPH_INPUT, [-1, -1, -1, INPUT_CHANNELS]) },
      outputs: {
        [OUTPUTS.logits]: tensor(OUTPUTS.logits, [-1, HEMORRHAGE_CLASSES.length]),
        [OUTPUTS.evidence]: tensor(OUTPUTS.evidence, [-1, -1, -1, HEMORRHAGE_CLASSES.length]),
      },
    },
  };
}

function tensor(name: string, sides: readonly number[]): object {
  return { name: `${name}:0`, dtype: 'DT_FLOAT', tensorShape: shape(sides) };
}

function constant(weight: Weight): GraphNode {
  const dtype = weight.values instanceof Int32Array ? 'DT_INT32' : 'DT_FLOAT';
  return {
    name: weight.name,
    op: 'Const',
    input: [],
    attr: { dtype: { type: dtype }, value: { tensor: { dtype, tensorShape: shape(weight.shape) } } },
  };
}

function operation(op: string, name: string, input: string[], attr: Record<string, object> = {}): GraphNode {
  return { name, op, input, attr: { T: FLOAT, ...attr } };
}

function convolution(layer: ConvolutionLayer, x: string): GraphNode {
  const { name, stride, padding: p, relu, groups } = layer;
  const input = [x, filterName(layer), biasName(layer)];
  const strides = integers([1, stride, stride, 1]);
  const explicitPadding = {
    padding: text('EXPLICIT'),
    explicit_paddings: integers([0, 0, p, p, p, p, 0, 0]),
  };
  if (groups > 1) {
    const activation = text(relu ? 'relu' : 'linear');
    return operation(GROUPED_CONV2D, name, input, {
      groups: { i: String(groups) },
      strides,
      ...explicitPadding,
      activation,
    });
  }
  return operation('_FusedConv2D', name, input, {
    strides,
    ...(p > 0 ? explicitPadding : { padding: text('VALID') }),
    dilations: integers([1, 1, 1, 1]),
    data_format: text('NHWC'),
    fused_ops: { list: { s: (relu ? ['BiasAdd', 'Relu'] : ['BiasAdd']).map((op) => btoa(op)) } },
    num_args: { i: '1' },
  });
}

function stemPool(x: string): readonly GraphNode[] {
  const { kernel, stride } = STEM_POOL;
  return [
    operation('Pad', 'pool/padded', [x, POOL_PADDINGS], { Tpaddings: { type: 'DT_INT32' } }),
    operation('MaxPool', 'pool', ['pool/padded'], {
      ksize: integers([1, kernel, kernel, 1]),
      strides: integers([1, stride, stride, 1]),
      padding: text('VALID'),
      data_format: text('NHWC'),
    }),
  ];
}

/** Evidence before pooling, so that the map comes for free: `logits = pooled(evidence) + bias`. */
function head(features: string, pooling: EvidencePooling): readonly GraphNode[] {
  return [
    operation('Conv2D', OUTPUTS.evidence, [features, HEAD.filter], {
      strides: integers([1, 1, 1, 1]),
      padding: text('VALID'),
      dilations: integers([1, 1, 1, 1]),
      data_format: text('NHWC'),
    }),
    pooling.kind === 'mean'
      ? operation('Mean', POOLED, [OUTPUTS.evidence, POOLED_AXES], {
          keep_dims: { b: false },
          Tidx: { type: 'DT_INT32' },
        })
      : operation(LOG_MEAN_EXP, POOLED, [OUTPUTS.evidence], { sharpness: { f: pooling.sharpness } }),
    operation('AddV2', OUTPUTS.logits, [POOLED, HEAD.bias]),
  ];
}
