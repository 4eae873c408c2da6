/** What the adapter can do at most, measured: multiply-adds that never leave the registers, and a plain copy. */

export interface Peak {
  /** 32-bit floats, a multiply-add counted as two. */
  readonly gflops: number;
  /** Which of the shapes below reached it. */
  readonly shape: string;
  /** Read and written bytes of a copy together. */
  readonly gigabytesPerSecond: number;
  readonly copiedBy: 'kernel' | 'copyBufferToBuffer';
}

/** A way to keep an adapter's multipliers busy. */
export interface FlopShape {
  readonly type: 'f32' | 'vec4f';
  /** Chains that do not wait for one another. */
  readonly accumulators: number;
}

/**
 * Graphics processors are at their best with vec4; SwiftShader is with scalars, each of which it computes for four
 * invocations at once, and spills the registers of a vec4.
 */
export const FLOP_SHAPES: readonly FlopShape[] = [
  { type: 'f32', accumulators: 8 },
  { type: 'f32', accumulators: 16 },
  { type: 'vec4f', accumulators: 4 },
  { type: 'vec4f', accumulators: 8 },
];

const UNROLLED = 8;
const WORKGROUP = 256;
/** Enough to fill the largest graphics processors several times over. */
const FLOP_WORKGROUPS = 8192;
/** A dispatch this long hides what it costs to submit it, and stays far from a driver's patience. */
const LONG_ENOUGH_MS = 100;
const REPEATS = 3;
/** Beyond any cache, and what every adapter lets a shader bind. */
const COPY_BYTES = 128 * 1024 * 1024;
const VECTOR_BYTES = 16;
const VECTORS_EACH = 4;

export async function measurePeak(device: GPUDevice): Promise<Peak> {
  let best = { gflops: 0, shape: 'none' };
  for (const shape of FLOP_SHAPES) {
    const gflops = await measureFlops(device, shape);
    if (gflops > best.gflops) best = { gflops, shape: `${shape.accumulators} × ${shape.type}` };
  }
  return { ...best, ...(await measureCopies(device)) };
}

/** The best of two measurements of one adapter, part by part. */
export function higher(one: Peak, other: Peak | undefined): Peak {
  if (!other) return one;
  const { gflops, shape } = other.gflops > one.gflops ? other : one;
  const { gigabytesPerSecond, copiedBy } = other.gigabytesPerSecond > one.gigabytesPerSecond ? other : one;
  return { gflops, shape, gigabytesPerSecond, copiedBy };
}

export function peakInWords({ gflops, shape, gigabytesPerSecond, copiedBy }: Peak): string {
  return `${gflops.toFixed(1)} GFLOP/s (${shape}), ${gigabytesPerSecond.toFixed(1)} GB/s (${copiedBy})`;
}

/** Floating-point operations of one invocation in one round. */
export function flopsARound({ type, accumulators }: FlopShape): number {
  return 2 * UNROLLED * accumulators * (type === 'vec4f' ? 4 : 1);
}

/** Each chain runs towards y / (1 − x): no overflow, no denormals, nothing a compiler can work out beforehand. */
export function flopShader({ type, accumulators }: FlopShape): string {
  const chains = Array.from({ length: accumulators }, (_, i) => `s${i}`);
  const step = chains.map((s) => `${s} = ${s} * x + y;`).join(' ');
  return /* wgsl */ `
    struct Numbers { x: f32, y: f32, rounds: u32, never: f32 }
    @group(0) @binding(0) var<uniform> numbers: Numbers;
    @group(0) @binding(1) var<storage, read_write> result: array<f32>;
    @compute @workgroup_size(${WORKGROUP})
    fn main(@builtin(global_invocation_id) id: vec3u) {
      let x = ${type}(numbers.x);
      let y = ${type}(numbers.y);
      ${chains.map((s, i) => `var ${s} = ${type}(f32(id.x + ${i}u));`).join('\n      ')}
      for (var round = 0u; round < numbers.rounds; round++) {
        ${Array.from({ length: UNROLLED }, () => step).join('\n        ')}
      }
      let sum = ${type === 'vec4f' ? `dot(${chains.join(' + ')}, vec4f(1))` : chains.join(' + ')};
      // Without a result that may be written, the loop would be left out.
      if (sum == numbers.never) { result[0] = sum; }
    }`;
}

async function measureFlops(device: GPUDevice, shape: FlopShape): Promise<number> {
  const numbers = device.createBuffer({ size: 16, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
  const result = device.createBuffer({ size: 16, usage: GPUBufferUsage.STORAGE });
  const work = await prepare(device, flopShader(shape), [numbers, result], FLOP_WORKGROUPS);
  const { times, ms } = await bestTime((rounds) => {
    const values = new DataView(new ArrayBuffer(16));
    values.setFloat32(0, 0.5, true);
    values.setFloat32(4, 1, true);
    values.setUint32(8, rounds, true);
    values.setFloat32(12, -1, true);
    device.queue.writeBuffer(numbers, 0, values.buffer);
    return timed(device, work, 1);
  });
  for (const buffer of [numbers, result]) buffer.destroy();
  return (FLOP_WORKGROUPS * WORKGROUP * times * flopsARound(shape)) / (ms * 1e6);
}

/** Both ways to copy: a kernel, and the device's own, which on SwiftShader is ten times as fast. */
async function measureCopies(device: GPUDevice): Promise<Pick<Peak, 'gigabytesPerSecond' | 'copiedBy'>> {
  const size = Math.min(COPY_BYTES, device.limits.maxStorageBufferBindingSize);
  const invocations = size / VECTOR_BYTES / VECTORS_EACH;
  const from = device.createBuffer({ size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC });
  const to = device.createBuffer({ size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST });
  const shader = /* wgsl */ `
    @group(0) @binding(0) var<storage, read> source: array<vec4f>;
    @group(0) @binding(1) var<storage, read_write> copy: array<vec4f>;
    @compute @workgroup_size(${WORKGROUP})
    fn main(@builtin(global_invocation_id) id: vec3u) {
      for (var i = 0u; i < ${VECTORS_EACH}u; i++) {
        let at = i * ${invocations}u + id.x;
        copy[at] = source[at];
      }
    }`;
  const work = await prepare(device, shader, [from, to], invocations / WORKGROUP);
  const rate = ({ times, ms }: { times: number; ms: number }) => (2 * size * times) / (ms * 1e6);
  const kernel = rate(await bestTime((copies) => timed(device, work, copies)));
  const own = rate(
    await bestTime((copies) =>
      timedCommands(device, (encoder) => {
        for (let i = 0; i < copies; i++) encoder.copyBufferToBuffer(from, 0, to, 0, size);
      }),
    ),
  );
  for (const buffer of [from, to]) buffer.destroy();
  return own > kernel
    ? { gigabytesPerSecond: own, copiedBy: 'copyBufferToBuffer' }
    : { gigabytesPerSecond: kernel, copiedBy: 'kernel' };
}

interface Work {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly workgroups: number;
}

async function prepare(
  device: GPUDevice,
  code: string,
  buffers: readonly GPUBuffer[],
  workgroups: number,
): Promise<Work> {
  const pipeline = await device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code }) },
  });
  const group = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
  });
  return { pipeline, group, workgroups };
}

/** Doubles the work until it takes long enough, then times it again and keeps the best. */
async function bestTime(run: (times: number) => Promise<number>) {
  let times = 1;
  let ms = await run(times);
  while (ms < LONG_ENOUGH_MS) {
    times *= 2;
    ms = await run(times);
  }
  for (let i = 0; i < REPEATS; i++) ms = Math.min(ms, await run(times));
  return { times, ms };
}

async function timed(device: GPUDevice, { pipeline, group, workgroups }: Work, dispatches: number) {
  return timedCommands(device, (encoder) => {
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    for (let i = 0; i < dispatches; i++) pass.dispatchWorkgroups(workgroups);
    pass.end();
  });
}

/** @returns ms */
async function timedCommands(
  device: GPUDevice,
  encode: (encoder: GPUCommandEncoder) => void,
): Promise<number> {
  const encoder = device.createCommandEncoder();
  encode(encoder);
  const commands = encoder.finish();
  const begin = performance.now();
  device.queue.submit([commands]);
  await device.queue.onSubmittedWorkDone();
  return performance.now() - begin;
}
