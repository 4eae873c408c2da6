import { each } from './convolutionShader.ts';
import { flatIndex, flatWorkgroups, type Kernel } from './kernel.ts';

/** Sides in pixels; a multiple of four channels. */
export interface PoolGeometry {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly kernel: number;
  readonly stride: number;
  readonly pad: number;
}

const WORKGROUP = 64;

/**
 * Maximum over a window; what lies outside counts as 0, as a border of zeros does.
 *
 * Bindings 0 x, 1 output, both vec4s.
 */
export function maxPool(geometry: PoolGeometry): Kernel {
  const { batch, height, width, channels, outHeight, outWidth, kernel, stride, pad } = geometry;
  const vectors = channels / 4;
  const pixels = outHeight * outWidth;
  const reads = each(kernel * kernel).map((tap) => {
    const y = `top + ${Math.floor(tap / kernel)}`;
    const column = `left + ${tap % kernel}`;
    const inside = `${y} >= 0 && ${y} < ${height} && ${column} >= 0 && ${column} < ${width}`;
    const at = `u32((image * ${height} + clamp(${y}, 0, ${height - 1})) * ${width} + clamp(${column}, 0, ${width - 1})) * ${vectors}u + channel`;
    return `largest = max(largest, select(vec4<f32>(), x[${at}], ${inside}));`;
  });
  return {
    label: `max pool: ${height}×${width}×${channels}`,
    code: `@group(0) @binding(0) var<storage, read> x : array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> output : array<vec4<f32>>;
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(global_invocation_id) id : vec3<u32>) {
  let at = ${flatIndex(WORKGROUP)};
  if (at >= ${batch * pixels * vectors}u) { return; }
  let channel = at % ${vectors}u;
  let pixel = at / ${vectors}u;
  let image = i32(pixel / ${pixels}u);
  let top = i32((pixel / ${outWidth}u) % ${outHeight}u) * ${stride} - ${pad};
  let left = i32(pixel % ${outWidth}u) * ${stride} - ${pad};
  var largest = vec4<f32>(-3.4e38);
  ${reads.join('\n  ')}
  output[at] = largest;
}`,
    workgroups: (images) => flatWorkgroups(images * pixels * vectors, WORKGROUP),
  };
}
