import { describe, expect, it } from 'vitest';
import { figure, tableOf, toResult } from './report.ts';

const timed = {
  contender: 'ours-webgpu',
  firstMs: 30,
  times: [24, 16, 22, 18],
  maxLogitDifference: 2e-6,
  notes: [],
} as const;
const cost = { macs: 1e9, weightBytes: 60e6, activationBytes: 20e6 };
const peak = { gflops: 1000, shape: '8 × f32', gigabytesPerSecond: 50, copiedBy: 'kernel' } as const;

describe('the report', () => {
  it('gives the median of a batch, its spread and the first run apart', () => {
    expect(toResult(timed, 'resnext50', 8)).toEqual({
      contender: 'ours-webgpu',
      model: 'resnext50',
      batch: 8,
      medianMs: 20,
      minMs: 16,
      maxMs: 24,
      maxLogitDifference: 2e-6,
      firstMs: 30,
      runs: 4,
      notes: [],
    });
    expect(toResult({ ...timed, times: [9, 1, 5] }, 'default', 1).medianMs).toBe(5);
  });

  it('puts the faster first, with rates of the whole batch and shares of the measured peak', () => {
    const slow = toResult({ ...timed, contender: 'tfjs-dense', times: [40] }, 'resnext50', 2);
    const fast = toResult(timed, 'resnext50', 2);
    const [, first = '', second = ''] = tableOf([slow, fast], cost, peak).split('\n');
    expect(first.split(/ {2,}/)).toEqual([
      'ours-webgpu',
      '20.0',
      '16.0–24.0',
      '4',
      '30.0',
      '100',
      '200',
      '20.0 %',
      '5.00',
      '10.0 %',
      '2.0e-6',
    ]);
    expect(second).toMatch(/^tfjs-dense/);
  });

  it('holds no WebAssembly against the peak of the graphics adapter', () => {
    const result = toResult({ ...timed, contender: 'ours-wasm' }, 'default', 1);
    const [, row = ''] = tableOf([result], cost, peak).split('\n');
    expect(row).not.toContain('%');
  });

  it('tells in the row of a contender what limits its figures', () => {
    const result = toResult({ ...timed, notes: ['1 of 5 runs, for it is slow'] }, 'default', 1);
    expect(tableOf([result], cost, undefined)).toContain('1 of 5 runs, for it is slow');
  });

  it('writes three digits', () => {
    expect([0.123, 1.234, 12.34, 123.4, 12_345].map(figure)).toEqual([
      '0.12',
      '1.23',
      '12.3',
      '123',
      '12,345',
    ]);
  });
});
