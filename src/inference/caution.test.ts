import { describe, expect, it } from 'vitest';
import { cautionOf } from './caution.ts';

const cautionFor = (description: string) =>
  cautionOf({ description, study: { uid: '1', description: '', date: '', accessionNumber: '' } });

describe('a caution beside the numbers', () => {
  it.each([
    'CTA Head',
    'angio 0.6',
    'HEAD W CONTRAST',
    'Brain with contrast',
    '4cc sec 150cc D3D on',
    'C+ 5 mm',
  ])('stands where the description reads like contrast agent: %s', (description) =>
    expect(cautionFor(description)).toContain(`“${description}”`),
  );

  it.each([
    'Head 5mm',
    'HEAD W/O CONTRAST',
    'Brain without contrast',
    'non-contrast head',
    'Unenhanced head',
    '',
  ])('does not stand elsewhere: %s', (description) => expect(cautionFor(description)).toBeUndefined());
});
