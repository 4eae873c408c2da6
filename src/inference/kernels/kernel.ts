/**
 * One compute shader as data: what it is called, its WGSL, and how many workgroups it takes. Kernels know no device: a
 * plan binds and dispatches them, a test compiles them alone.
 *
 * Every kernel has the entry point `main` and binds storage buffers in group 0, numbered in the order that its maker's
 * documentation lists them. Shapes are constants of the shader or uniforms; a batch smaller than the one it was made for
 * takes fewer workgroups, and what the last of them computes too much lies within its buffers.
 */
export interface Kernel {
  /** For profiles and errors, e.g. `pointwise 14×16: 28×28, 256 to 512`. */
  readonly label: string;
  readonly code: string;
  /** Bound at `UNIFORMS_BINDING`, where the shader is shared by several shapes. */
  readonly uniforms?: Uint32Array;
  /** @param batch  images, at most what the kernel was made for */
  workgroups(batch: number): readonly [x: number, y: number, z: number];
}

/** Behind the storage buffers of any kernel. */
export const UNIFORMS_BINDING = 5;

/** What a shader declares to read numbers as `shape.name`, and the numbers, in the same order. */
export interface UniformBlock {
  /** The same whatever the numbers are. */
  readonly declaration: string;
  readonly data: Uint32Array;
}

/** @param shape  whole numbers by the names that the shader reads them under */
export function uniformBlock(shape: Readonly<Record<string, number>>): UniformBlock {
  const members = Object.keys(shape).map((name) => `${name} : u32`);
  return {
    declaration: `struct Shape { ${members.join(', ')} }
@group(0) @binding(${UNIFORMS_BINDING}) var<uniform> shape : Shape;`,
    data: Uint32Array.from(Object.values(shape)),
  };
}

/** Below WebGPU's 65,535 a dimension; what does not fit goes into the second. */
const ROW_OF_WORKGROUPS = 32768;

/** Workgroups of a kernel whose invocations are simply numbered; some past the last number are started too. */
export function flatWorkgroups(invocations: number, workgroup: number): [x: number, y: number, z: number] {
  const needed = Math.ceil(invocations / workgroup);
  return [Math.min(needed, ROW_OF_WORKGROUPS), Math.ceil(needed / ROW_OF_WORKGROUPS), 1];
}

/** The number of an invocation, from `global_invocation_id` under the name `id`. */
export const flatIndex = (workgroup: number): string => `id.y * ${ROW_OF_WORKGROUPS * workgroup}u + id.x`;
