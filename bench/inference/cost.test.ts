import { describe, expect, it } from 'vitest';
import { bytesMoved, costOf, flopsOf } from './cost.ts';

const RESNEXT50 = {
  blocks: [3, 4, 6, 3],
  groups: 32,
  widthPerGroup: 4,
  layers: 50,
  outputStride: 32,
} as const;
const RESNEXT101 = {
  blocks: [3, 4, 23, 3],
  groups: 32,
  widthPerGroup: 8,
  layers: 101,
  outputStride: 32,
} as const;

describe('what a slice costs', () => {
  // torchvision states them for its classifier of 1000 classes, whose linear layer adds 0.002.
  it('counts the multiply-accumulates that torchvision states', () => {
    expect(costOf(RESNEXT50, 224).macs / 1e9).toBeCloseTo(4.228, 3);
    expect(costOf(RESNEXT101, 224).macs / 1e9).toBeCloseTo(16.412, 3);
  });

  it("counts torchvision's parameters, with batch norm folded into a bias and six classes instead of 1000", () => {
    const torchvision = 25_028_904;
    const linear = (2048 + 1) * 1000;
    const channels = 34_112;
    const head = (2048 + 1) * 6;
    expect(costOf(RESNEXT50, 224).weightBytes / 4).toBe(torchvision - linear - channels + head);
  });

  it('counts every activation of a small network twice, once written and once read', () => {
    const cost = costOf(
      { blocks: [1, 0, 0, 0], groups: 1, widthPerGroup: 64, layers: 5, outputStride: 32 },
      8,
    );
    const input = 8 * 8 * 3;
    const stem = 4 * 4 * 64;
    const pooled = 2 * 2 * 64;
    const block = 2 * 2 * (64 + 64 + 256 + 256);
    expect(cost.activationBytes).toBe(2 * 4 * (input + stem + pooled + block));
  });

  it('moves the weights once a batch and the activations once a slice', () => {
    const cost = { macs: 5, weightBytes: 100, activationBytes: 7 };
    expect(bytesMoved(cost, 8)).toBe(156);
    expect(flopsOf(cost, 8)).toBe(80);
  });
});
