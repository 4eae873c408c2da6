import { expect, it } from 'vitest';
import { selfTestInput } from './selfTest.ts';
import { sha256 } from './sha256.ts';

it('the self-test input has the same bits wherever it is made', async () => {
  const input = selfTestInput('sines-v1', 160);
  expect(input).toHaveLength(160 * 160 * 3);
  expect(await sha256(new Uint8Array(input.buffer))).toBe(
    'dd93a5d31f923f95b3ea55f0170e80794c7fbe07a5364bb03b6eac8f798d54ba',
  );
});

it('the self-test input has the range of a windowed slice after mean and standard deviation', () => {
  const input = selfTestInput('sines-v1', 224);
  expect(Math.min(...input.subarray(0, 60000))).toBeLessThan(-1.8);
  expect(Math.max(...input.subarray(0, 60000))).toBeGreaterThan(2.2);
  expect(input.every((value) => value > -2.1 && value < 2.6)).toBe(true);
});
