import { convolutionBindings, each, store } from './convolutionShader.ts';
import { describeGeometry, storedChannels, type ConvolutionGeometry } from './geometry.ts';
import { flatIndex, flatWorkgroups, uniformBlock, type Kernel, type UniformBlock } from './kernel.ts';

const WORKGROUP = 64;

/**
 * Convolution in groups (one group: the plain convolution of a stem) with bias, residual and ReLU. A thread computes
 * neighbouring pixels of one row by one vec4 of output channels, which lie in one group: weights are read once for all
 * of its pixels, and a row of the input once for the filter's width. Neighbouring threads read neighbouring channels.
 *
 * Bindings as in `convolutionBindings`, all vec4s.
 * @param geometry  as `fitsDirectConv2d` accepts
 * @param pixels    output pixels a thread; seven divide every side of a 224-pixel network from 56 down
 */
export function directConv2d(geometry: ConvolutionGeometry, pixels: number): Kernel {
  const { outHeight, outWidth, outChannels } = geometry;
  const strips = Math.ceil(outWidth / pixels);
  const shape = shapeOf(geometry, pixels);
  return {
    label: `direct ${pixels}: ${describeGeometry(geometry)}`,
    code: shader(geometry, pixels, shape.declaration),
    uniforms: shape.data,
    workgroups: (batch) => flatWorkgroups(batch * outHeight * strips * (outChannels / 4), WORKGROUP),
  };
}

/** The kernel reads input channels by fours, or a picture's one to three, and writes channels by fours. */
export function fitsDirectConv2d({ inChannels, outChannels, groups }: ConvolutionGeometry): boolean {
  const inPerGroup = inChannels / groups;
  return (inPerGroup % 4 === 0 || (groups === 1 && inPerGroup < 4)) && (outChannels / groups) % 4 === 0;
}

/** The shapes that vary within a network and are no constants of the shader, so that layers share it. */
function shapeOf(geometry: ConvolutionGeometry, pixels: number): UniformBlock {
  const { batch, height, width, outHeight, outWidth, outChannels, groups } = geometry;
  return uniformBlock({
    threads: batch * outHeight * Math.ceil(outWidth / pixels) * (outChannels / 4),
    height,
    width,
    inVectors: storedChannels(geometry) / 4,
    outHeight,
    outWidth,
    outVectors: outChannels / 4,
    perGroup: outChannels / groups / 4,
  });
}

function shader(geometry: ConvolutionGeometry, pixels: number, shape: string): string {
  const { inChannels, outWidth, filterHeight, filterWidth, stride, pad, groups } = geometry;
  const inPerGroup = inChannels / groups;
  const lanes = ['x', 'y', 'z', 'w'].slice(0, Math.min(4, inPerGroup));
  const load = each((pixels - 1) * stride + filterWidth).map((c) => {
    const inside = `left + ${c} >= 0 && left + ${c} < width`;
    const at = `u32(row + clamp(left + ${c}, 0, width - 1) * inVectors)`;
    return `let x${c} = select(vec4<f32>(), x[${at}], ${inside});`;
  });
  const multiply = each(filterWidth).map((k) => {
    const weights = lanes.map(
      (lane, i) => `let w${lane} = filters[w + ${k * inPerGroup + i}u * shape.outVectors];`,
    );
    const sums = each(pixels).map((p) => {
      const products = lanes.map((lane) => `x${p * stride + k}.${lane} * w${lane}`);
      return `sum${p} += ${products.join(' + ')};`;
    });
    return `{ ${weights.join(' ')}\n      ${sums.join('\n      ')} }`;
  });
  const written = each(pixels).map((p) => {
    const line = store(geometry, `at + ${p}u * shape.outVectors`, `sum${p}`, 'vec4<f32>()');
    return outWidth % pixels === 0 ? line : `if (column + ${p} < i32(shape.outWidth)) { ${line} }`;
  });
  return `${convolutionBindings(geometry)}
${shape}
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(global_invocation_id) id : vec3<u32>) {
  let thread = ${flatIndex(WORKGROUP)};
  if (thread >= shape.threads) { return; }
  let height = i32(shape.height);
  let width = i32(shape.width);
  let inVectors = i32(shape.inVectors);
  let channel = thread % shape.outVectors;
  let strips = (shape.outWidth + ${pixels - 1}u) / ${pixels}u;
  let strip = thread / shape.outVectors;
  let column = i32(strip % strips) * ${pixels};
  let outRow = i32((strip / strips) % shape.outHeight);
  let image = i32(strip / (strips * shape.outHeight));
  let firstInput = i32(channel / shape.perGroup) * ${Math.ceil(inPerGroup / 4)};
  let left = column * ${stride} - ${pad};
  ${each(pixels)
    .map((p) => `var sum${p} = bias[channel];`)
    .join(' ')}
  for (var ky = 0; ky < ${filterHeight}; ky++) {
    let y = outRow * ${stride} - ${pad} + ky;
    if (y < 0 || y >= height) { continue; }
    for (var c = 0; c < ${Math.ceil(inPerGroup / 4)}; c++) {
      let row = (image * height + y) * width * inVectors + firstInput + c;
      let w = u32(ky * ${filterWidth * inPerGroup} + c * ${lanes.length}) * shape.outVectors + channel;
      ${load.join('\n      ')}
      ${multiply.join('\n      ')}
    }
  }
  let at = u32((image * i32(shape.outHeight) + outRow) * i32(shape.outWidth) + column) * shape.outVectors + channel;
  ${written.join('\n  ')}
}`;
}
