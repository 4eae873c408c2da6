/** Kernels to pipelines and bind groups, made once: what is left to do for a batch is to dispatch. */
import { UNIFORMS_BINDING, type Kernel } from '../kernels/kernel.ts';

export interface BoundKernel {
  readonly kernel: Kernel;
  /** In the order of its bindings. */
  readonly buffers: readonly GPUBuffer[];
}

export interface Compiled {
  readonly label: string;
  /** Adds the dispatch for a number of images to a pass. */
  encode(pass: GPUComputePassEncoder, images: number): void;
}

/**
 * Compiles in parallel, and a shader that several kernels share once.
 * @throws the device's own error where a pipeline cannot be made
 */
export async function compileSteps(
  device: GPUDevice,
  steps: readonly BoundKernel[],
): Promise<readonly Compiled[]> {
  const pipelines = new Map<string, Promise<GPUComputePipeline>>();
  const pipelineOf = ({ label, code }: Kernel) => {
    const made =
      pipelines.get(code) ??
      device.createComputePipelineAsync({
        label,
        layout: 'auto',
        compute: { module: device.createShaderModule({ label, code }), entryPoint: 'main' },
      });
    pipelines.set(code, made);
    return made;
  };
  return Promise.all(
    steps.map(async ({ kernel, buffers }) => {
      const pipeline = await pipelineOf(kernel);
      const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
      if (kernel.uniforms) {
        entries.push({ binding: UNIFORMS_BINDING, resource: { buffer: uniforms(device, kernel.uniforms) } });
      }
      const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
      return {
        label: kernel.label,
        encode(pass: GPUComputePassEncoder, images: number) {
          pass.setPipeline(pipeline);
          pass.setBindGroup(0, group);
          pass.dispatchWorkgroups(...kernel.workgroups(images));
        },
      };
    }),
  );
}

/** Small, and freed with the bind group that holds it. */
function uniforms(device: GPUDevice, values: Uint32Array): GPUBuffer {
  const buffer = device.createBuffer({
    size: Math.ceil(values.byteLength / 16) * 16,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  device.queue.writeBuffer(buffer, 0, Uint32Array.from(values));
  return buffer;
}
