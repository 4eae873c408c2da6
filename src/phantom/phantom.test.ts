import { describe, expect, it } from 'vitest';
import {
  BLEED_KINDS,
  phantomSeries,
  type BleedKind,
  type PhantomOptions,
  type PhantomSlice,
} from './index.ts';

const SIZE = 128;

function make(options: Partial<PhantomOptions> = {}): PhantomSlice[] {
  return [...phantomSeries({ seed: 1, slices: 14, bleeds: [], size: SIZE, noise: 0, ...options })];
}

/** Hounsfield units under a mask, sorted. */
function under(slice: PhantomSlice, mask: Uint8Array): number[] {
  return [...slice.hounsfield].filter((_, index) => mask[index] === 1).sort((one, other) => one - other);
}

function median(values: readonly number[]): number {
  return values[Math.floor(values.length / 2)] ?? NaN;
}

function share(values: ArrayLike<number>, low: number, high: number): number {
  return Array.from(values).filter((value) => value >= low && value <= high).length / values.length;
}

function sliceAt(series: readonly PhantomSlice[], height: number): PhantomSlice {
  return series.reduce((best, slice) =>
    Math.abs(slice.position - height) < Math.abs(best.position - height) ? slice : best,
  );
}

function masked(
  series: readonly PhantomSlice[],
  kind: BleedKind,
): { slice: PhantomSlice; mask: Uint8Array }[] {
  return series.flatMap((slice) => {
    const mask = slice.masks[kind];
    return mask ? [{ slice, mask }] : [];
  });
}

function biggest(
  series: readonly PhantomSlice[],
  kind: BleedKind,
): { slice: PhantomSlice; mask: Uint8Array } {
  const found = masked(series, kind).sort((one, other) => count(other.mask) - count(one.mask))[0];
  if (!found) throw new Error(`no ${kind}`);
  return found;
}

function pixelsOf(mask: Uint8Array): number[] {
  return [...mask.keys()].filter((index) => mask[index] === 1);
}

function count(mask: Uint8Array): number {
  return mask.reduce((sum, value) => sum + value, 0);
}

describe('a phantom series', () => {
  it('gives the same pixels for the same seed, and others for another', () => {
    const options = { slices: 3, bleeds: ['subdural'], noise: 3 } as const;
    const once = make({ ...options, seed: 'x' }).map(({ hounsfield }) => hounsfield);
    expect(make({ ...options, seed: 'x' }).map(({ hounsfield }) => hounsfield)).toEqual(once);
    expect(make({ ...options, seed: 'y' }).map(({ hounsfield }) => hounsfield)).not.toEqual(once);
  });

  it('runs from the skull base to the vertex at even steps', () => {
    const positions = make({ slices: 28, size: 32 }).map(({ position }) => position);
    expect(positions.slice(1).map((position, index) => position - (positions[index] ?? 0))).toEqual(
      Array.from({ length: 27 }, () => 5),
    );
    expect(positions[0]).toBe(-17.5);
  });

  it('draws each slice only when it is asked for', () => {
    const series = phantomSeries({ seed: 1, slices: 2000, bleeds: [], size: 32 });
    expect(series.next().value?.index).toBe(0);
    expect(series.return().done).toBe(true);
  });

  it('keeps the anatomy when a bleed that pushes nothing is added', () => {
    const clean = make({ slices: 8 });
    const bled = make({ slices: 8, bleeds: ['subarachnoid'] });
    const changed = bled.map(
      ({ hounsfield }, slice) =>
        hounsfield.filter((value, i) => value !== clean[slice]?.hounsfield[i]).length,
    );
    expect(Math.max(...changed)).toBeGreaterThan(20);
    expect(Math.max(...changed)).toBeLessThan(0.1 * SIZE * SIZE);
    expect(changed[7]).toBe(0);
  });

  it.each([{ slices: 0 }, { slices: 2.5 }, { size: 8 }, { fieldOfView: NaN }, { age: 2 }, { noise: -1 }])(
    'refuses options that make no sense: %o',
    (options) => {
      expect(() => make(options)).toThrow(expect.objectContaining({ code: 'phantom/bad-options' }));
    },
  );
});

describe('the tissues of a phantom', () => {
  const series = make({ slices: 28 });

  it('is air round the head and in the sinuses, and nothing denser than a skull', () => {
    const corner = series.map(({ hounsfield }) => hounsfield[0]);
    expect(corner.every((value) => value === -1000)).toBe(true);
    expect(Math.max(...series.map(({ hounsfield }) => Math.max(...hounsfield)))).toBeLessThan(2600);
    const center = sliceAt(series, 5).hounsfield.filter(
      (_, index) => Math.abs((index % SIZE) - SIZE / 2) < 8,
    );
    expect(share(center, -1024, -800)).toBeGreaterThan(0.02);
  });

  it('fills the middle of the head with grey and white matter and CSF', () => {
    const { hounsfield } = sliceAt(series, 62);
    const middle = hounsfield.filter((_, index) => {
      const x = (index % SIZE) - SIZE / 2;
      const y = Math.floor(index / SIZE) - SIZE / 2;
      return Math.hypot(x, y) < 0.2 * SIZE;
    });
    expect(share(middle, 0, 45)).toBeGreaterThan(0.97);
    expect(share(middle, 24, 33)).toBeGreaterThan(0.25);
    expect(share(middle, 34, 43)).toBeGreaterThan(0.1);
    expect(share(middle, 0, 16)).toBeGreaterThan(0.02);
  });

  it('has a skull of bone round the brain, thicker where it is cut aslant', () => {
    const bone = (height: number) => share(sliceAt(series, height).hounsfield, 300, 2500);
    expect(bone(60)).toBeGreaterThan(0.04);
    expect(bone(60)).toBeLessThan(0.15);
    expect(share(sliceAt(series, 60).hounsfield, 1000, 2000)).toBeGreaterThan(0.02);
    expect(share(sliceAt(series, 117).hounsfield, 20, 45)).toBeLessThan(0.02);
  });

  it('widens ventricles and sulci with age', () => {
    const csf = (age: number) => share(sliceAt(make({ slices: 14, age }), 65).hounsfield, 0, 18);
    expect(csf(1)).toBeGreaterThan(2 * csf(0));
  });

  it('adds noise of the deviation asked for', () => {
    const noisy = sliceAt(make({ slices: 7, noise: 5 }), 70);
    const clean = sliceAt(make({ slices: 7 }), 70);
    const inside = [...clean.hounsfield.entries()].filter(([, value]) => value > 20 && value < 45);
    const differences = inside.map(([index, value]) => (noisy.hounsfield[index] ?? 0) - value);
    const deviation = Math.sqrt(differences.reduce((sum, d) => sum + d * d, 0) / differences.length);
    expect(deviation).toBeGreaterThan(4);
    expect(deviation).toBeLessThan(6.5);
  });
});

describe('the truth of a phantom', () => {
  it('is empty without bleeds', () => {
    for (const { truth, masks } of make()) {
      expect(Object.values(truth)).toEqual([false, false, false, false, false, false]);
      expect(masks).toEqual({});
    }
  });

  it.each(BLEED_KINDS)('names %s in the slices that show it, whatever the seed, and in no others', (kind) => {
    for (let seed = 0; seed < 5; seed += 1) {
      const series = make({ seed, size: 96, bleeds: [kind] });
      const bled = masked(series, kind);
      expect(bled.length, `seed ${seed}`).toBeGreaterThan(0);
      expect(bled.length).toBeLessThan(13);
      for (const { mask } of bled) expect(count(mask)).toBeGreaterThan(0);
      for (const { truth, masks } of series) {
        expect(Object.keys(masks)).toEqual(truth[kind] ? [kind] : []);
        expect(truth.any).toBe(truth[kind]);
      }
    }
  });

  it('shows each kind even where there is a single slice', () => {
    for (const kind of BLEED_KINDS) {
      expect(make({ slices: 1, size: 96, bleeds: [kind] })[0]?.truth[kind], kind).toBe(true);
    }
  });

  it.each(BLEED_KINDS)('has the density of acute blood under the mask of %s', (kind) => {
    const bled = masked(make({ size: 192, bleeds: [kind] }), kind);
    const values = bled.flatMap(({ slice, mask }) => under(slice, mask)).sort((one, other) => one - other);
    expect(median(values)).toBeGreaterThan(50);
    expect(median(values)).toBeLessThan(80);
  });
});

describe('the place and shape of a bleed', () => {
  /** Where a mask's pixels lie, mm from the middle of the picture. */
  const places = (slice: PhantomSlice, mask: Uint8Array) =>
    pixelsOf(mask).map((index) => ({
      x: ((index % slice.columns) + 0.5 - slice.columns / 2) * slice.pixelSpacing,
      y: (Math.floor(index / slice.columns) + 0.5 - slice.rows / 2) * slice.pixelSpacing,
    }));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const center = (slice: PhantomSlice, mask: Uint8Array) => {
    const at = places(slice, mask);
    return { x: mean(at.map(({ x }) => x)), y: mean(at.map(({ y }) => y)) };
  };
  /** Pixels of a mask that touch bone, as a share of it. */
  const touchesBone = (slice: PhantomSlice, mask: Uint8Array) => {
    const touching = pixelsOf(mask).filter((index) => {
      const around = [-2, 2, -2 * slice.columns, 2 * slice.columns];
      return around.some((step) => (slice.hounsfield[index + step] ?? 0) > 250);
    });
    return touching.length / count(mask);
  };
  /** Axes of the ellipse of the same second moments, mm. */
  const extent = (slice: PhantomSlice, mask: Uint8Array) => {
    const middle = center(slice, mask);
    const around = places(slice, mask).map(({ x, y }) => ({ x: x - middle.x, y: y - middle.y }));
    const xx = mean(around.map(({ x }) => x * x));
    const yy = mean(around.map(({ y }) => y * y));
    const xy = mean(around.map(({ x, y }) => x * y));
    const spread = Math.sqrt(((xx - yy) / 2) ** 2 + xy * xy);
    return { long: 4 * Math.sqrt((xx + yy) / 2 + spread), short: 4 * Math.sqrt((xx + yy) / 2 - spread) };
  };

  it('epidural: a lens against the inner table, far from the midline', () => {
    const { slice, mask } = biggest(make({ size: 256, bleeds: ['epidural'] }), 'epidural');
    expect(Math.abs(center(slice, mask).x)).toBeGreaterThan(35);
    expect(touchesBone(slice, mask)).toBeGreaterThan(0.03);
    const { long, short } = extent(slice, mask);
    expect(long / short).toBeGreaterThan(2);
    expect(long / short).toBeLessThan(6);
    expect(long).toBeLessThan(80);
  });

  it('subdural: longer and thinner than an epidural, along one hemisphere', () => {
    const { slice, mask } = biggest(make({ size: 256, bleeds: ['subdural'] }), 'subdural');
    expect(touchesBone(slice, mask)).toBeGreaterThan(0.08);
    expect(extent(slice, mask).long).toBeGreaterThan(80);
    const left = [...mask.keys()].filter(
      (index) => mask[index] === 1 && index % slice.columns >= 128 + 8,
    ).length;
    const right = [...mask.keys()].filter(
      (index) => mask[index] === 1 && index % slice.columns < 128 - 8,
    ).length;
    expect(Math.min(left, right)).toBe(0);
  });

  it('subarachnoid: only where there was CSF, or beside it', () => {
    const clean = make({ size: 256 });
    const nearFluid = masked(make({ size: 256, bleeds: ['subarachnoid'] }), 'subarachnoid').flatMap(
      ({ slice, mask }) => {
        const before = clean[slice.index]?.hounsfield ?? new Int16Array(0);
        const around = [0, -1, 1, -slice.columns, slice.columns];
        return pixelsOf(mask).map(
          (index) => Math.min(...around.map((step) => before[index + step] ?? 0)) < 27,
        );
      },
    );
    expect(nearFluid.filter(Boolean).length / nearFluid.length).toBeGreaterThan(0.75);
  });

  it('intraparenchymal: round, within the brain, in a dark rim', () => {
    const clean = make({ size: 256, seed: 3 });
    const { slice, mask } = biggest(
      make({ size: 256, seed: 3, bleeds: ['intraparenchymal'] }),
      'intraparenchymal',
    );
    expect(touchesBone(slice, mask)).toBe(0);
    const { long, short } = extent(slice, mask);
    expect(long / short).toBeLessThan(2.5);
    const rim = [...mask.keys()].filter(
      (index) => mask[index] === 0 && (mask[index + 4] === 1 || mask[index - 4] === 1),
    );
    const before = rim.map((index) => clean[slice.index]?.hounsfield[index] ?? 0).sort((a, b) => a - b);
    const after = rim.map((index) => slice.hounsfield[index] ?? 0).sort((a, b) => a - b);
    expect(median(after)).toBeLessThan(median(before) - 2);
  });

  it('intraventricular: settled at the back of the ventricles, as the patient lies', () => {
    const { slice, mask } = biggest(
      make({ size: 256, seed: 2, bleeds: ['intraventricular'] }),
      'intraventricular',
    );
    expect(center(slice, mask).y).toBeGreaterThan(20);
    expect(touchesBone(slice, mask)).toBe(0);
  });
});
