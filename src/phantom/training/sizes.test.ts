import { beforeAll, describe, expect, it } from 'vitest';
import { BLEED_KINDS, type BleedKind } from '../types.ts';
import { Random } from '../random.ts';
import { createSheet, drawGround, drawPerson } from './anatomy.ts';
import { startBleeding, type Bleed } from './blood.ts';
import { epidural } from './bleeds/epidural.ts';
import { intraparenchymal } from './bleeds/intraparenchymal.ts';
import { subdural } from './bleeds/subdural.ts';
import type { Ground } from './ground.ts';

const ROUNDS = 120;
let grounds: readonly Ground[];

beforeAll(() => {
  const sheet = createSheet();
  grounds = Array.from({ length: 5 }, (_, seed) => {
    const random = new Random(`sizes/${seed}`);
    return drawGround(sheet, drawPerson(random.fork('person')), random.fork('ground'));
  }).filter(({ bleeds, level }) => bleeds && level > 40);
});

/** What can be seen of many bleeds of a kind, cm², from the smallest; those that nobody would see are left out. */
function areas(kind: BleedKind, draw: Bleed): number[] {
  const found: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const ground = grounds[round % grounds.length];
    if (!ground) throw new Error('no head bleeds');
    const { masks } = draw(startBleeding(ground), new Random(`${kind}/${round}`));
    const pixels = masks[BLEED_KINDS.indexOf(kind)]?.reduce((sum, part) => sum + part, 0) ?? 0;
    if (pixels >= 14) found.push(pixels * (ground.pixel / 10) ** 2);
  }
  return found.sort((a, b) => a - b);
}

const quantile = (sorted: readonly number[], share: number) => sorted[Math.floor(share * sorted.length)] ?? 0;

describe('sizes of bleeds', () => {
  it('intraparenchymal: from specks to what fills a lobe, about as high blood pressure makes them', () => {
    const found = areas('intraparenchymal', intraparenchymal);
    expect(quantile(found, 0.1)).toBeLessThan(1);
    // A sphere of 16 to 41 mL cut anywhere shows 5 to 10 cm² on average; half of the clots that lie alone are of those.
    expect(quantile(found, 0.75)).toBeGreaterThan(5);
    expect(quantile(found, 0.95)).toBeGreaterThan(13);
    expect(found.at(-1)).toBeLessThan(45);
  });

  it('epidural: from a thin lens to what is operated on', () => {
    const found = areas('epidural', epidural);
    expect(quantile(found, 0.1)).toBeLessThan(1.5);
    expect(quantile(found, 0.9)).toBeGreaterThan(10);
  });

  it('subdural: from a layer of a few millimetres to a crescent over the hemisphere', () => {
    const found = areas('subdural', subdural);
    expect(quantile(found, 0.1)).toBeLessThan(1.5);
    expect(quantile(found, 0.9)).toBeGreaterThan(10);
  });
});
