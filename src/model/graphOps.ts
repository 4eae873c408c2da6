/**
 * The custom ops of our graphs, as `model` writes them and `inference` runs them: op name, inputs, attributes.
 *
 * TensorFlow.js has no grouped convolution (tensorflow/tfjs#3900), so it enters as an op of our own. tfjs hands a
 * registered op a node with `inputs` and `attrs`; every attribute of the graph is there under its name in the graph,
 * integers parsed to numbers, and strings decoded from base64 and **lower-cased**.
 */

/** What `tf.registerOp` must be called with before a graph is loaded. */
export const GROUPED_CONV2D = 'GroupedConv2D';

/** Positions in `node.inputs`. */
export const GROUPED_CONV2D_INPUTS = {
  /** `[n, height, width, groups × inChannelsPerGroup]` */
  x: 0,
  /** `[3, 3, inChannelsPerGroup, outChannels]`; output channel o reads group `floor(o / (outChannels / groups))`. */
  filter: 1,
  /** `[outChannels]` */
  bias: 2,
} as const;

/** `node.attrs` of a grouped convolution, as a registered op sees them. */
export interface GroupedConv2DAttributes {
  readonly groups: number;
  /** `[1, down, right, 1]` */
  readonly strides: readonly number[];
  readonly padding: 'explicit';
  /** `[0, 0, top, bottom, left, right, 0, 0]`, in pixels; the padding's value is 0. */
  readonly explicit_paddings: readonly number[];
  readonly activation: 'relu' | 'linear';
}

const GROUPED_CONV2D_ACTIVATIONS: readonly unknown[] = ['relu', 'linear'];

/**
 * Checks what tfjs hands a registered op, so that a kernel may rely on it.
 * @throws {TypeError} where an attribute is missing or of another kind: the graph is not one of ours
 */
export function groupedConv2DAttributes(attrs: Readonly<Record<string, unknown>>): GroupedConv2DAttributes {
  const { groups, strides, padding, explicit_paddings, activation } = attrs;
  if (typeof groups !== 'number' || !Number.isInteger(groups) || groups < 1) throw unlikeOurs('groups');
  if (!isIntegers(strides, 4)) throw unlikeOurs('strides');
  if (padding !== 'explicit') throw unlikeOurs('padding');
  if (!isIntegers(explicit_paddings, 8)) throw unlikeOurs('explicit_paddings');
  if (!isActivation(activation)) throw unlikeOurs('activation');
  return { groups, strides, padding, explicit_paddings, activation };
}

function isIntegers(value: unknown, length: number): value is readonly number[] {
  return Array.isArray(value) && value.length === length && value.every(Number.isInteger);
}

function isActivation(value: unknown): value is GroupedConv2DAttributes['activation'] {
  return GROUPED_CONV2D_ACTIVATIONS.includes(value);
}

function unlikeOurs(attribute: string): TypeError {
  return new TypeError(
    `${GROUPED_CONV2D}: attribute ${attribute} is missing or not as this program writes it`,
  );
}

/**
 * `log(mean(exp(sharpness × x))) / sharpness` over height and width, `[n, height, width, classes]` to `[n, classes]`. Its
 * one input is x, its one attribute the sharpness, a number above 0.
 */
export const LOG_MEAN_EXP = 'LogMeanExp';

/** @throws {TypeError} where the attribute is missing or of another kind: the graph is not one of ours */
export function logMeanExpSharpness({ sharpness }: Readonly<Record<string, unknown>>): number {
  if (typeof sharpness === 'number' && sharpness > 0) return sharpness;
  throw new TypeError(`${LOG_MEAN_EXP}: its sharpness is missing or no number above 0`);
}
