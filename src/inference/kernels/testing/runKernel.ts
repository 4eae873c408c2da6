/** One kernel on a device, alone: what its tests compare with a plain reference. */
import type { GpuAdapterReport } from '../../webgpu/adapter.ts';
import { UNIFORMS_BINDING, type Kernel } from '../kernel.ts';

/** A device with WebGPU's guaranteed limits and no feature but those named: what runs here runs everywhere. */
export async function smallestDevice(
  { adapter }: GpuAdapterReport,
  requiredFeatures: GPUFeatureName[] = [],
): Promise<GPUDevice> {
  return adapter.requestDevice({ requiredFeatures });
}

/**
 * @param inputs  in the order of the bindings, without the output
 * @param output  its binding and its length in floats
 * @throws {Error} with the device's words where the shader does not compile or run
 */
export async function runKernel(
  device: GPUDevice,
  kernel: Kernel,
  inputs: readonly (Float32Array | Int32Array | Uint32Array)[],
  output: { readonly binding: number; readonly length: number },
  batch = 1,
): Promise<Float32Array> {
  device.pushErrorScope('validation');
  const made: GPUBuffer[] = [];
  const buffer = (bytes: number, usage: number) => {
    const one = device.createBuffer({ size: Math.ceil(bytes / 16) * 16, usage });
    made.push(one);
    return one;
  };
  const { STORAGE, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
  const answer = buffer(output.length * 4, STORAGE | COPY_SRC);
  const bound = inputs.map((values) => {
    const one = buffer(values.byteLength, STORAGE | COPY_DST);
    device.queue.writeBuffer(one, 0, new Uint8Array(values.slice().buffer));
    return one;
  });
  bound.splice(output.binding, 0, answer);
  const module = device.createShaderModule({ code: kernel.code });
  const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module, entryPoint: 'main' } });
  const entries = bound.map((one, binding) => ({ binding, resource: { buffer: one } }));
  if (kernel.uniforms) {
    const uniforms = buffer(kernel.uniforms.byteLength, GPUBufferUsage.UNIFORM | COPY_DST);
    device.queue.writeBuffer(uniforms, 0, Uint32Array.from(kernel.uniforms));
    entries.push({ binding: UNIFORMS_BINDING, resource: { buffer: uniforms } });
  }
  const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(...kernel.workgroups(batch));
  pass.end();
  const staging = buffer(output.length * 4, MAP_READ | COPY_DST);
  encoder.copyBufferToBuffer(answer, 0, staging, 0, output.length * 4);
  device.queue.submit([encoder.finish()]);
  const error = await device.popErrorScope();
  if (error) throw new Error(`${kernel.label}: ${error.message}`);
  await staging.mapAsync(GPUMapMode.READ);
  const values = new Float32Array(staging.getMappedRange().slice(0, output.length * 4));
  for (const one of made) one.destroy();
  return values;
}
