import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hounsfield } from '../base/index.ts';
import { readInstance, type HounsfieldFrame, type VoiWindow } from '../dicom/index.ts';
import { windowerOf, type Picture } from './picture.ts';
import { windowPresets } from './presets.ts';
import { greyScale } from './voi.ts';

const BRAIN: VoiWindow = { center: 40, width: 80, shape: 'LINEAR', name: undefined };
const STROKE: VoiWindow = { center: 40, width: 40, shape: 'LINEAR', name: undefined };

const frameOf = (values: Int16Array | Float32Array): HounsfieldFrame => ({
  rows: 1,
  columns: values.length,
  values,
  min: hounsfield(-1000),
  max: hounsfield(1000),
});

/** As cornerstone looks a pixel up. */
const shown = ({ pixels, lowest, table }: Picture): (number | undefined)[] =>
  Array.from(pixels, (pixel) => table[pixel - lowest]);

describe('a windowed frame', () => {
  it('has a grey level for padding and metal, which its minimum and maximum leave out', () => {
    const picture = windowerOf(frameOf(Int16Array.of(-3024, -1000, 40, 1000, 30_000)))(BRAIN, false);
    expect(shown(picture)).toEqual([0, 0, Math.round((40 / 79) * 255), 255, 255]);
  });

  it('shows padding white where the window lies below it', () => {
    const below: VoiWindow = { ...BRAIN, center: -3100 };
    expect(shown(windowerOf(frameOf(Int16Array.of(-3024, 1000)))(below, false))).toEqual([255, 255]);
  });

  it('counts its table from 0 where no value is negative, as cornerstone does', () => {
    const picture = windowerOf(frameOf(Int16Array.of(100, 120)))({ ...BRAIN, center: 110, width: 40 }, false);
    expect(picture.lowest).toBe(0);
    expect(shown(picture)).toEqual([65, 196]);
  });

  it('shares its pixels with inference', () => {
    const frame = frameOf(Int16Array.of(1, 2, 3));
    expect(windowerOf(frame)(BRAIN, false).pixels).toBe(frame.values);
  });

  it('is the negative of itself when it is inverted, in whole units and in floats', () => {
    for (const values of [Int16Array.of(-3024, 0, 20, 40, 90), Float32Array.of(-3024, 0, 20.5, 40.2, 90)]) {
      const windower = windowerOf(frameOf(values));
      // One table serves every window: what was drawn is read before it is filled anew.
      const plain = shown(windower(BRAIN, false));
      const negative = shown(windower(BRAIN, true));
      expect(negative).toEqual(plain.map((grey) => 255 - (grey ?? NaN)));
      expect(negative[0]).toBe(255);
    }
  });

  it('shows low values bright where the file asks for it, and dark once inverted', () => {
    for (const values of [Int16Array.of(-3024, 0, 20, 40, 90), Float32Array.of(-3024, 0, 20.5, 40.2, 90)]) {
      const usual = windowerOf(frameOf(values));
      const low = windowerOf({ ...frameOf(values), lowIsBright: true });
      expect(shown(low(BRAIN, false))).toEqual(shown(usual(BRAIN, true)));
      expect(shown(low(BRAIN, false))[0]).toBe(255);
      expect(shown(low(BRAIN, true))).toEqual(shown(usual(BRAIN, false)));
    }
  });

  it('of floats is exact to half a grey level even in a narrow window beside metal', () => {
    const values = Float32Array.from({ length: 400 }, (_, index) => 20 + index / 10);
    values[0] = -8192.5;
    values[1] = 65_000.25;
    const grey = shown(windowerOf(frameOf(values))(STROKE, false));
    values.forEach((value, index) => {
      expect(
        Math.abs((grey[index] ?? NaN) - Math.min(Math.max(greyScale(STROKE)(value), 0), 255)),
      ).toBeLessThanOrEqual(0.5);
    });
  });
});

const data = process.env.HEAD_CT_DATA ?? '../shared/data';
const references = existsSync(data) && hasDcmtk();

describe.skipIf(!references)('against DCMTK (skipped without dcmj2pnm or ../shared/data)', () => {
  const whole = [
    'transfer-syntaxes/ct-shoulder/CTImage.dcm_LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1.dcm',
  ];
  const some = (folder: string, count: number) => {
    const files = readdirSync(join(data, folder)).filter((name) => name.endsWith('.dcm'));
    const step = Math.max(Math.floor(files.length / count), 1);
    return files.filter((_, index) => index % step === 0).map((name) => join(folder, name));
  };
  const files = references
    ? [...whole, ...some('head-ct-ge', 4), ...some('rsna-slices', 12)]
    : ['a real slice'];
  const windows = windowPresets.flatMap(({ label, window }) => (window ? [{ label, window }] : []));

  it.for(files)('%s agrees within a grey level in every window', async (name, { skip }) => {
    const file = join(data, name);
    const read = await readInstance(readFileSync(file), file);
    const frame = read.slices[0]?.frame;
    if (!frame || 'code' in frame) throw new Error(`${name} did not decode`);
    if (read.instance.wrapped12Bit) return skip('wrapped at 12 bits, which DCMTK shows as it is');
    const windower = windowerOf(frame);
    for (const { label, window } of windows) {
      const reference = withDcmtk(file, window);
      expect(reference.length).toBe(frame.values.length);
      expect([label, furthest(shown(windower(window, false)), reference)]).toEqual([
        label,
        expect.toSatisfy(atMostOne),
      ]);
    }
  });
});

const atMostOne = (difference: number) => difference <= 1;

function furthest(ours: (number | undefined)[], theirs: Uint8Array): number {
  return ours.reduce<number>(
    (most, grey, index) => Math.max(most, Math.abs((grey ?? NaN) - (theirs[index] ?? NaN))),
    0,
  );
}

function hasDcmtk(): boolean {
  try {
    execFileSync('dcmj2pnm', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** @returns grey levels, row-major, from the binary PGM that dcmj2pnm writes */
function withDcmtk(file: string, { center, width }: VoiWindow): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'hemolens-'));
  const out = join(folder, 'reference.pgm');
  try {
    execFileSync('dcmj2pnm', ['+Ww', `${center}`, `${width}`, '+op', file, out], { stdio: 'ignore' });
    const bytes = readFileSync(out);
    const header = /^P5\s(?:#.*\s)*(\d+)\s+(\d+)\s+255\s/.exec(bytes.toString('latin1', 0, 200));
    if (!header) throw new Error(`dcmj2pnm wrote no PGM of ${file}`);
    return bytes.subarray(header[0].length);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
