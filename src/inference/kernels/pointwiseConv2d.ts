import { convolutionBindings, each, store } from './convolutionShader.ts';
import { describeGeometry, type ConvolutionGeometry } from './geometry.ts';
import { flatIndex, flatWorkgroups, uniformBlock, type Kernel, type UniformBlock } from './kernel.ts';

/** What a thread keeps in registers: pixels (rows of the product) by vec4s of output channels. */
export interface RegisterTile {
  readonly rows: number;
  readonly vectors: number;
}

/**
 * Invocations a workgroup. Small, for the last stages of a network at batch 1 have a few hundred threads in all, which
 * two or more cores should share.
 */
const WORKGROUP = 16;

/**
 * A 1×1 convolution with bias, residual and ReLU as a matrix product of pixels by channels, in registers alone: no
 * workgroup memory, no barrier. For adapters on which both are emulated. On SwiftShader every load is a gather of four
 * lanes and costs as much as some thirty multiplications, so that the tile's ratio of products to loads is what counts:
 * 14×16 takes 18 loads for 224 products of vec4s where 7×8 takes 15 for 56 (784×256×512: 45 and 91 ms).
 *
 * Bindings as in `convolutionBindings`, all vec4s.
 * @param geometry  channels in and out multiples of four
 */
export function pointwiseConv2d(geometry: ConvolutionGeometry, tile: RegisterTile): Kernel {
  const { outHeight, outWidth, outChannels } = geometry;
  const columns = Math.ceil(outChannels / 4 / tile.vectors);
  const shape = shapeOf(geometry, columns);
  return {
    label: `pointwise ${tile.rows}×${tile.vectors * 4}: ${describeGeometry(geometry)}`,
    code: shader(geometry, tile, shape.declaration),
    uniforms: shape.data,
    workgroups: (batch) =>
      flatWorkgroups(Math.ceil((batch * outHeight * outWidth) / tile.rows) * columns, WORKGROUP),
  };
}

/** The shapes, which are no constants of the shader: layers share it, for to compile it takes up to a second here. */
function shapeOf(geometry: ConvolutionGeometry, columns: number): UniformBlock {
  const { batch, height, width, inChannels, outHeight, outWidth, outChannels } = geometry;
  const outPixels = outHeight * outWidth;
  return uniformBlock({
    total: batch * outPixels,
    columns,
    inVectors: inChannels / 4,
    outVectors: outChannels / 4,
    outPixels,
    outWidth,
    inPixels: height * width,
    inWidth: width,
  });
}

function shader(geometry: ConvolutionGeometry, tile: RegisterTile, shape: string): string {
  const { outChannels, stride } = geometry;
  const rows = each(tile.rows);
  const vectors = each(tile.vectors);
  const whole = (outChannels / 4) % tile.vectors === 0;
  const source = (pixel: string) =>
    stride === 1
      ? pixel
      : `(${pixel} / shape.outPixels) * shape.inPixels + ((${pixel} % shape.outPixels) / shape.outWidth) * ${stride}u * shape.inWidth + (${pixel} % shape.outWidth) * ${stride}u`;
  const lanes = ['x', 'y', 'z', 'w'];
  const weights = lanes.flatMap((_, i) =>
    vectors.map((v) => `let w${i}_${v} = filters[w + ${i}u * shape.outVectors + channel${v}];`),
  );
  const sums = rows.map(
    (r) => `{ let a = x[from${r} + c];
      ${vectors.map((v) => `sum${r}_${v} += ${lanes.map((lane, i) => `a.${lane} * w${i}_${v}`).join(' + ')};`).join(' ')} }`,
  );
  const written = rows.map((r) => {
    const vectorsOf = vectors.map((v) => {
      const at = `(first + ${r}u) * shape.outVectors + channel${v}`;
      const line = store(geometry, at, `sum${r}_${v}`, 'vec4<f32>()');
      return whole ? line : `if (column + ${v}u < shape.outVectors) { ${line} }`;
    });
    return `if (first + ${r}u < shape.total) { ${vectorsOf.join(' ')} }`;
  });
  return `${convolutionBindings(geometry)}
${shape}
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(global_invocation_id) id : vec3<u32>) {
  let thread = ${flatIndex(WORKGROUP)};
  let first = (thread / shape.columns) * ${tile.rows}u;
  let column = (thread % shape.columns) * ${tile.vectors}u;
  if (first >= shape.total) { return; }
  // Pixels and channels past the last one are computed from the last one and not written.
  ${vectors.map((v) => `let channel${v} = ${whole ? `column + ${v}u` : `min(column + ${v}u, shape.outVectors - 1u)`};`).join(' ')}
  ${rows.map((r) => `let pixel${r} = min(first + ${r}u, shape.total - 1u); let from${r} = (${source(`pixel${r}`)}) * shape.inVectors;`).join('\n  ')}
  ${rows.flatMap((r) => vectors.map((v) => `var sum${r}_${v} = bias[channel${v}];`)).join(' ')}
  for (var c = 0u; c < shape.inVectors; c++) {
    let w = c * 4u * shape.outVectors;
    ${weights.join(' ')}
    ${sums.join('\n    ')}
  }
  ${written.join('\n  ')}
}`;
}
