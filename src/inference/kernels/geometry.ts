/** Everything that shapes a convolution; sides in pixels, symmetric padding with 0. A plain one has one group. */
export interface ConvolutionGeometry {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly inChannels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly outChannels: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly stride: number;
  readonly pad: number;
  readonly groups: number;
  readonly relu: boolean;
}

/** Outputs along one side, pixels. */
export function convolvedSide(side: number, filter: number, stride: number, pad: number): number {
  return Math.floor((side + 2 * pad - filter) / stride) + 1;
}
