/**
 * One compute shader as data: what it is called, its WGSL, and how many workgroups it takes. Kernels know no device: a
 * plan binds and dispatches them, a test compiles them alone.
 *
 * Every kernel has the entry point `main` and binds storage buffers in group 0, numbered in the order that its maker's
 * documentation lists them. Shapes are constants of the shader; a batch smaller than the one it was made for takes
 * fewer workgroups, and what the last of them computes too much lies within its buffers.
 */
export interface Kernel {
  /** For profiles and errors, e.g. `pointwise 14×16: 28×28, 256 to 512`. */
  readonly label: string;
  readonly code: string;
  /** @param batch  images, at most what the kernel was made for */
  workgroups(batch: number): readonly [x: number, y: number, z: number];
}
