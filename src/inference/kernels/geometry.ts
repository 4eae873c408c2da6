/** Everything that shapes a convolution; sides in pixels, symmetric padding with 0. A plain one has one group. */
export interface ConvolutionGeometry {
  /** Images the buffers have room for. */
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  /** Fewer than four in one group, as a picture has, are stored four a pixel. */
  readonly inChannels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly outChannels: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly stride: number;
  readonly pad: number;
  readonly groups: number;
  /** A further input of the output's shape is added before the activation. */
  readonly residual: boolean;
  readonly relu: boolean;
}

/** Outputs along one side, pixels. */
export function convolvedSide(side: number, filter: number, stride: number, pad: number): number {
  return Math.floor((side + 2 * pad - filter) / stride) + 1;
}

/** Floats a pixel of the input takes in its buffer. */
export function storedChannels({ inChannels, groups }: ConvolutionGeometry): number {
  return groups === 1 && inChannels < 4 ? 4 : inChannels;
}

/** E.g. `28×28×256 to 14×14×512, 3×3, 32 groups`, for labels and profiles. */
export function describeGeometry(geometry: ConvolutionGeometry): string {
  const { height, width, inChannels, outHeight, outWidth, outChannels } = geometry;
  const { filterHeight, filterWidth, groups, residual } = geometry;
  const shapes = `${height}×${width}×${inChannels} to ${outHeight}×${outWidth}×${outChannels}`;
  const filter = `${filterHeight}×${filterWidth}${groups > 1 ? `, ${groups} groups` : ''}`;
  return `${shapes}, ${filter}${residual ? ', residual' : ''}`;
}
