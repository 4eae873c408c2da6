import { describe, expect, it } from 'vitest';
import { millimetre, type Millimetre } from '../base/index.ts';
import * as caution from './caution.ts';

const cautionsOf = (of: Parameters<typeof caution.cautionsOf>[0]) =>
  caution.cautionsOf(of).map(({ text }) => text);

const HEAD = Array.from({ length: 28 }, (_, index) => millimetre(index * 5));

const cautionsFor = (
  description: string,
  { study = '', positions = HEAD }: { study?: string; positions?: readonly (Millimetre | undefined)[] } = {},
) =>
  cautionsOf({
    description,
    study: { uid: '1', description: study, date: '', accessionNumber: '' },
    positions,
    slices: positions,
  });

describe('a caution beside the numbers', () => {
  it.each([
    'CTA Head',
    'angio 0.6',
    'HEAD POST',
    'Brain post contrast',
    '4cc sec 150cc D3D on',
    'C+ 5 mm',
    'Head CE',
    'CT HEAD W/WO CONTRAST',
    'Brain with and without contrast',
    'HEAD W/O & W',
    'CTA HEAD NO BONE',
    'CTA Neck w/o bone',
    'Non-contrast head pre angio',
    'CTA HEAD PRE OP',
    'Head contrast',
    'Kopf Kontrast',
    'ARTERIAL',
    'PORTAL VENOUS',
    'VENOUS PHASE',
    '4D DynMulti4D',
    'CBF',
    'CBV',
  ])('stands where the description reads like contrast agent: %s', (description) =>
    expect(cautionsFor(description).join()).toContain(`“${description}”`),
  );

  it.each([
    'Head 5mm',
    'HEAD W/O CONTRAST',
    'Brain without contrast',
    'non-contrast head',
    'Unenhanced head',
    'Head post-op day 1',
    'NCCT head',
    'Head pre-op',
    'HEAD PRE',
    'nonarterial',
    '',
  ])('does not stand elsewhere: %s', (description) => expect(cautionsFor(description)).toEqual([]));

  it('stands where the whole study reads so, or names another part of the body', () => {
    expect(cautionsFor('5 mm', { study: 'CTA HEAD AND NECK' }).join()).toContain('contrast agent');
    expect(cautionsFor('5 mm', { study: 'CT CHEST' }).join()).toContain('names no head');
    expect(cautionsFor('5 mm', { study: 'CT HALS' }).join()).toContain('names no head');
    expect(cautionsFor('5 mm', { study: 'Polytrauma: head, chest, abdomen' })).toEqual([]);
  });

  it('stands where there is less than a head, however many slices it is cut into', () => {
    const every = (mm: number, count: number) => Array.from({ length: count }, (_, i) => millimetre(i * mm));
    expect(cautionsFor('', { positions: every(0.5, 60) }).join()).toContain('60 slices, less than a head');
    expect(cautionsFor('', { positions: every(5, 1) }).join()).toContain('a single slice');
    expect(cautionsFor('', { positions: [undefined, undefined] }).join()).toContain('2 slices');
    expect(cautionsFor('', { positions: every(5, 28).map(() => undefined) })).toEqual([]);
  });

  it('does not take a series for less than a head that is sorted the other way or partly without positions', () => {
    const down: (Millimetre | undefined)[] = HEAD.toReversed();
    expect(cautionsFor('', { positions: down })).toEqual([]);
    // Sorted by number, for one has no position.
    expect(cautionsFor('', { positions: down.with(7, undefined) })).toEqual([]);
    expect(
      cautionsFor('', { positions: HEAD.map((position, index) => (index < 2 ? position : undefined)) }),
    ).toEqual([]);
    expect(cautionsFor('', { positions: down.slice(0, 5).with(0, undefined) }).join()).toContain('5 slices');
  });

  it('stands where a series reaches further than a head does, also while more of it may come', () => {
    const every5 = (count: number): (Millimetre | undefined)[] =>
      Array.from({ length: count }, (_, i) => millimetre(-i * 5));
    expect(cautionsFor('', { positions: every5(51) })).toEqual([]);
    expect(cautionsFor('', { positions: every5(52) }).join()).toContain('beyond a head');
    expect(cautionsFor('', { positions: every5(52).with(3, undefined) }).join()).toContain('beyond a head');
    const study = { uid: '1', description: '', date: '', accessionNumber: '' };
    const series = { description: '', study, positions: every5(52), slices: every5(52) };
    expect(caution.cautionsOf(series, true).map(({ key }) => key)).toEqual(['inference.beyondHead']);
  });

  it('counts slices where all are said to lie in one place', () => {
    const inOnePlace = (count: number) => Array.from({ length: count }, () => millimetre(12));
    expect(cautionsFor('', { positions: inOnePlace(28) })).toEqual([]);
    expect(cautionsFor('', { positions: inOnePlace(4) }).join()).toContain('4 slices');
  });
});
