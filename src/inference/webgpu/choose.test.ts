import { describe, expect, it } from 'vitest';
import { geometryOf, type ConvolutionCase } from '../kernels/testing/cases.ts';
import { candidatesFor } from './choose.ts';

/** What every device with WebGPU grants, and what its compatibility mode does. */
const guaranteed = { maxComputeInvocationsPerWorkgroup: 256, maxComputeWorkgroupStorageSize: 16384 };
const compatibility = { ...guaranteed, maxComputeInvocationsPerWorkgroup: 128 };

const pointwise: ConvolutionCase = { height: 14, width: 14, inChannels: 1024, outChannels: 2048 };
const labels = (given: ConvolutionCase, software: boolean, limits = guaranteed) =>
  candidatesFor(geometryOf(given), { software, limits }).map(({ label }) => label.split(':')[0] ?? '');

describe('the kernels to choose from', () => {
  it('are cut to the workgroups that a device grants', () => {
    const invocations = (limits: typeof guaranteed) =>
      candidatesFor(geometryOf(pointwise), { software: false, limits }).map(({ code }) => {
        const sides = /@workgroup_size\(([\d, ]+)\)/.exec(code)?.[1] ?? '';
        return sides.split(',').reduce((product, side) => product * Number(side), 1);
      });
    expect(Math.max(...invocations(guaranteed))).toBe(256);
    expect(Math.max(...invocations(compatibility))).toBe(128);
  });

  it('are one, in registers, where workgroup memory is emulated', () => {
    expect(labels(pointwise, true)).toEqual(['pointwise 7×16']);
  });

  it('begin with the largest tile that keeps a graphics processor busy', () => {
    const stage = (side: number, channels: number, batch: number) =>
      labels({ batch, height: side, width: side, inChannels: 64, outChannels: channels }, false)[0];
    expect(stage(56, 256, 8)).toBe('tiled 128×128×8 by 8×8');
    expect(stage(7, 1024, 1)).toBe('tiled 32×16×32 by 4×4 in 4 slices');
  });

  it('have different labels, by which the fastest is remembered', () => {
    for (const given of [pointwise, { ...pointwise, groups: 32, side: 3 }]) {
      const all = candidatesFor(geometryOf(given), { software: false, limits: guaranteed });
      expect(new Set(all.map(({ label }) => label)).size).toBe(all.length);
    }
  });

  it('take any shape: what no fast kernel fits, the plain one computes', () => {
    expect(labels({ height: 4, width: 4, inChannels: 8, outChannels: 8, groups: 4, side: 3 }, false)).toEqual(
      ['plain'],
    );
  });
});
