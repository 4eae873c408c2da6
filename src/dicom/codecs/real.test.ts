import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { parseInstance } from '../instance.ts';
import { decodeStored, type StoredFrame } from '../stored.ts';
import { ctFile } from '../testing/ct.ts';
import { hasRealData, NEEDS_REAL_DATA, realFile } from '../testing/real-data.ts';

const SHOULDER = 'transfer-syntaxes/ct-shoulder/CTImage.dcm';
const TWO_FRAMES = 'transfer-syntaxes/encapsulation/multi-frame/CT0012';

async function decode(file: Uint8Array, name: string): Promise<StoredFrame[]> {
  const frames = await decodeStored(parseInstance(file, name));
  return frames.map((frame) => {
    if ('code' in frame) throw new Error(`${name}: ${frame.reason}`);
    return frame;
  });
}

function largestDifference(a: readonly StoredFrame[], b: readonly StoredFrame[]): number {
  expect(a.map(({ length }) => length)).toEqual(b.map(({ length }) => length));
  let most = 0;
  a.forEach((frame, index) =>
    frame.forEach((value, at) => (most = Math.max(most, Math.abs(value - (b[index]?.[at] ?? NaN))))),
  );
  return most;
}

/** What another program makes of a file. */
function decompressed(program: 'dcmdjpeg' | 'dcmdjpls', file: Uint8Array): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'hemolens-codecs-'));
  try {
    writeFileSync(join(folder, 'in.dcm'), file);
    execFileSync(program, [join(folder, 'in.dcm'), join(folder, 'out.dcm')], { stdio: 'ignore' });
    return readFileSync(join(folder, 'out.dcm'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const noData = !hasRealData('transfer-syntaxes');
const noDcmtk = process.env.CI === undefined && spawnSync('which', ['dcmdjpeg']).status !== 0;

describe.skipIf(noData || noDcmtk)(`against DCMTK ${NEEDS_REAL_DATA} (and dcmtk)`, () => {
  it.each([
    ['dcmdjpeg', `${SHOULDER}_JPEGProcess1TransferSyntax_1.2.840.10008.1.2.4.50.dcm`],
    ['dcmdjpeg', `${SHOULDER}_JPEGProcess2_4TransferSyntax_1.2.840.10008.1.2.4.51.dcm`],
    ['dcmdjpeg', `${SHOULDER}_JPEGProcess6_8TransferSyntax_1.2.840.10008.1.2.4.53.dcm`],
    ['dcmdjpeg', `${SHOULDER}_JPEGProcess10_12TransferSyntax_1.2.840.10008.1.2.4.55.dcm`],
    ['dcmdjpeg', `${SHOULDER}_JPEGProcess14TransferSyntax_1.2.840.10008.1.2.4.57.dcm`],
    ['dcmdjpeg', `${TWO_FRAMES}.fragmented_no_bot_jpeg_baseline.51.dcm`],
    ['dcmdjpls', `${SHOULDER}_JPEGLSLossyTransferSyntax_1.2.840.10008.1.2.4.81.dcm`],
    ['dcmdjpls', `${TWO_FRAMES}.fragmented_no_bot_jpeg_ls.81.dcm`],
  ] as const)('every pixel is the same as of %s: %s', async (program, path) => {
    const file = realFile(path);
    const ours = await decode(file, path);
    expect(largestDifference(ours, await decode(decompressed(program, file), path))).toBe(0);
  });
});

describe.skipIf(noData)(`against the uncompressed original ${NEEDS_REAL_DATA}`, () => {
  it.each([
    [`${SHOULDER}_JPEG2000TransferSyntax_1.2.840.10008.1.2.4.91.dcm`, SHOULDER, 5],
    [`${SHOULDER}_JPEGLSLossyTransferSyntax_1.2.840.10008.1.2.4.81.dcm`, SHOULDER, 1],
    [`${TWO_FRAMES}.fragmented_no_bot_jpeg_ls.81.dcm`, `${TWO_FRAMES}.explicit_little_endian.dcm`, 2],
  ])('%s differs from %s by %d at most, and by something', async (lossy, original, most) => {
    const difference = largestDifference(
      await decode(realFile(lossy), lossy),
      await decode(realFile(original), original),
    );
    expect(difference).toBeGreaterThan(0);
    expect(difference).toBeLessThanOrEqual(most);
  });

  it.each([
    ['CT1', '1.2.840.10008.1.2.4.201'],
    ['CT1', '1.2.840.10008.1.2.4.202'],
    ['CT2', '1.2.840.10008.1.2.4.201'],
    ['CT2', '1.2.840.10008.1.2.4.203'],
  ])('the HTJ2K code-stream of %s, wrapped as %s, is its raw pixels', async (name, syntax) => {
    const raw = realFile(`transfer-syntaxes/htj2k/${name}.raw`);
    const elements = { '00280010': ['US', [512]], '00280011': ['US', [512]] } as const;
    const stream = realFile(`transfer-syntaxes/htj2k/${name}.j2c`);
    const half = stream.length >> 2;
    const fragments = [stream.subarray(0, half * 2), stream.subarray(half * 2)];
    const file = ctFile({ ...elements, '7FE00010': ['OB', { fragments }] }, { syntax });
    const plain = ctFile({ ...elements, '7FE00010': ['OW', Uint8Array.from(raw)] });
    expect(largestDifference(await decode(file, name), await decode(plain, name))).toBe(0);
  });
});
