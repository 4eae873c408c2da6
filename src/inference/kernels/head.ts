/** The last, linear layer before pooling, and what is pooled of it: class evidence and logits. */
import type { EvidencePooling } from '../../model/index.ts';
import { each } from './convolutionShader.ts';
import type { Kernel } from './kernel.ts';

/** Sides of the last feature map in pixels. */
export interface HeadGeometry {
  readonly height: number;
  readonly width: number;
  /** A multiple of four. */
  readonly channels: number;
  readonly classes: number;
}

/** A pixel's channels are summed by this many invocations, which read neighbouring vec4s. */
const WORKGROUP = 64;

/**
 * Class evidence of every pixel: a workgroup a pixel, for there are few of them and many channels.
 *
 * Bindings 0 x (vec4s), 1 filter `[channels, classes]` (floats), 2 evidence `[n, height, width, classes]` (floats).
 */
export function classEvidence({ height, width, channels, classes }: HeadGeometry): Kernel {
  const vectors = channels / 4;
  const all = each(classes);
  const products = (k: number) =>
    ['x', 'y', 'z', 'w'].map((lane, i) => `value.${lane} * filters[w + ${i * classes + k}u]`).join(' + ');
  return {
    label: `class evidence: ${height}×${width}×${channels}`,
    code: `@group(0) @binding(0) var<storage, read> x : array<vec4<f32>>;
@group(0) @binding(1) var<storage, read> filters : array<f32>;
@group(0) @binding(2) var<storage, read_write> evidence : array<f32>;
var<workgroup> parts : array<f32, ${WORKGROUP * classes}>;
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_index) local : u32) {
  let pixel = group.y * ${width}u + group.x;
  ${all.map((k) => `var sum${k} = 0.0;`).join(' ')}
  for (var c = local; c < ${vectors}u; c += ${WORKGROUP}u) {
    let value = x[pixel * ${vectors}u + c];
    let w = c * ${4 * classes}u;
    ${all.map((k) => `sum${k} += ${products(k)};`).join('\n    ')}
  }
  ${all.map((k) => `parts[local * ${classes}u + ${k}u] = sum${k};`).join(' ')}
  workgroupBarrier();
  if (local < ${classes}u) {
    var sum = 0.0;
    for (var i = 0u; i < ${WORKGROUP}u; i++) { sum += parts[i * ${classes}u + local]; }
    evidence[pixel * ${classes}u + local] = sum;
  }
}`,
    workgroups: (batch) => [width, height * batch, 1],
  };
}

/**
 * `logits = pooled(evidence) + bias`, one invocation a class of an image.
 *
 * Bindings 0 evidence, 1 bias, 2 logits `[n, classes]`, all floats.
 * @param batch  images the buffers have room for
 */
export function pooledLogits(
  { height, width, classes }: HeadGeometry,
  pooling: EvidencePooling,
  batch: number,
): Kernel {
  const pixels = height * width;
  return {
    label: `logits: ${height}×${width}, ${pooling.kind}`,
    code: `@group(0) @binding(0) var<storage, read> evidence : array<f32>;
@group(0) @binding(1) var<storage, read> bias : array<f32>;
@group(0) @binding(2) var<storage, read_write> logits : array<f32>;
fn at(id : u32, pixel : u32) -> f32 {
  return evidence[((id / ${classes}u) * ${pixels}u + pixel) * ${classes}u + id % ${classes}u];
}
${POOLED[pooling.kind](pixels)}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id : vec3<u32>) {
  if (id.x >= ${batch * classes}u) { return; }
  logits[id.x] = pooled(id.x${pooling.kind === 'mean' ? '' : `, ${wgslFloat(pooling.sharpness)}`}) + bias[id.x % ${classes}u];
}`,
    workgroups: (images) => [Math.ceil((images * classes) / 64), 1, 1],
  };
}

const POOLED: Record<EvidencePooling['kind'], (pixels: number) => string> = {
  mean: (pixels) => `fn pooled(id : u32) -> f32 {
  var sum = 0.0;
  for (var pixel = 0u; pixel < ${pixels}u; pixel++) { sum += at(id, pixel); }
  return sum / ${pixels}.0;
}`,
  // Relative to the largest, so that nothing overflows.
  'log-mean-exp': (pixels) => `fn pooled(id : u32, sharpness : f32) -> f32 {
  var largest = at(id, 0u);
  for (var pixel = 1u; pixel < ${pixels}u; pixel++) { largest = max(largest, at(id, pixel)); }
  var sum = 0.0;
  for (var pixel = 0u; pixel < ${pixels}u; pixel++) { sum += exp(sharpness * (at(id, pixel) - largest)); }
  return largest + log(sum / ${pixels}.0) / sharpness;
}`,
};

/** A literal of WGSL: a whole number alone would be an integer. */
function wgslFloat(value: number): string {
  return `f32(${value})`;
}
