/** A graphics adapter under an honest name, or none, and its device with the limits that we ask for. */

export interface GpuAdapterReport {
  readonly adapter: GPUAdapter;
  /** As a user would recognise it. */
  readonly name: string;
  /** Rendered by the CPU: works, and loses to WASM on the same cores. */
  readonly software: boolean;
}

/** @returns undefined where there is no WebGPU, no adapter, or none that the browser will say anything of */
export async function findAdapter(gpu: GPU | undefined): Promise<GpuAdapterReport | undefined> {
  // A WebGPU that is there and broken refuses in several ways; each is as good as none.
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' }).catch(() => undefined);
  if (!adapter) return undefined;
  // Chromium before 121 has none.
  const info: Partial<GPUAdapterInfo> = 'info' in adapter ? adapter.info : {};
  const { vendor = '', architecture = '', device = '', description = '', isFallbackAdapter = false } = info;
  const name = description || [vendor, architecture, device].filter(Boolean).join(' ') || 'unnamed adapter';
  const words = `${vendor} ${architecture} ${device} ${description}`;
  const software = isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|\bwarp\b|basic render/i.test(words);
  return { adapter, name, software };
}

/**
 * A device with the adapter's own limits: WebGPU's default of 128 MiB a binding would refuse the weights of a large model
 * (162 MiB in the widest filter of a ResNeXt-101 32×48d), and its widest layers at a large input or in a batch.
 */
export async function openDevice({ adapter }: GpuAdapterReport): Promise<GPUDevice> {
  const { limits } = adapter;
  return adapter.requestDevice({
    requiredLimits: {
      maxBufferSize: limits.maxBufferSize,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeWorkgroupSizeY: limits.maxComputeWorkgroupSizeY,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
    },
  });
}
