import { convolutionBindings, store } from './convolutionShader.ts';
import { describeGeometry, storedChannels, type ConvolutionGeometry } from './geometry.ts';
import { flatIndex, flatWorkgroups, type Kernel } from './kernel.ts';

const WORKGROUP = 64;

/**
 * Any convolution with bias, residual and ReLU, one output value a thread: for the shapes that no faster kernel takes,
 * such as groups of two channels.
 *
 * Bindings as in `convolutionBindings`, all single floats.
 */
export function plainConv2d(geometry: ConvolutionGeometry): Kernel {
  const { outHeight, outWidth, outChannels } = geometry;
  return {
    label: `plain: ${describeGeometry(geometry)}`,
    code: shader(geometry),
    workgroups: (batch) => flatWorkgroups(batch * outHeight * outWidth * outChannels, WORKGROUP),
  };
}

function shader(geometry: ConvolutionGeometry): string {
  const { batch, height, width, inChannels, outHeight, outWidth, outChannels } = geometry;
  const { filterHeight, filterWidth, stride, pad, groups } = geometry;
  const inPerGroup = inChannels / groups;
  return `${convolutionBindings(geometry, 'f32')}
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(global_invocation_id) id : vec3<u32>) {
  let at = ${flatIndex(WORKGROUP)};
  if (at >= ${batch * outHeight * outWidth * outChannels}u) { return; }
  let channel = at % ${outChannels}u;
  let pixel = at / ${outChannels}u;
  let top = i32((pixel / ${outWidth}u) % ${outHeight}u) * ${stride} - ${pad};
  let left = i32(pixel % ${outWidth}u) * ${stride} - ${pad};
  let image = i32(pixel / ${outHeight * outWidth}u);
  let firstInput = (channel / ${outChannels / groups}u) * ${inPerGroup}u;
  var sum = bias[channel];
  for (var ky = 0; ky < ${filterHeight}; ky++) {
    for (var kx = 0; kx < ${filterWidth}; kx++) {
      let y = top + ky;
      let column = left + kx;
      if (y < 0 || y >= ${height} || column < 0 || column >= ${width}) { continue; }
      let source = u32((image * ${height} + y) * ${width} + column) * ${storedChannels(geometry)}u + firstInput;
      let w = u32(ky * ${filterWidth} + kx) * ${inPerGroup * outChannels}u + channel;
      for (var i = 0u; i < ${inPerGroup}u; i++) { sum += x[source + i] * filters[w + i * ${outChannels}u]; }
    }
  }
  ${store(geometry, 'at', 'sum', '0.0')}
}`;
}
