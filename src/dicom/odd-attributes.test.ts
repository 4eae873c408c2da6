import { describe, expect, it } from 'vitest';
import { parseInstance } from './instance.ts';
import { ctFile } from './testing/ct.ts';
import { enhancedFile } from './testing/enhanced.ts';
import type { Elements } from './testing/writer.ts';

describe('pixels that are not square', () => {
  const none = { '00280030': undefined } as const;

  it('keep their proportion where the file gives no spacing', () => {
    const { instance } = parseInstance(ctFile({ ...none, '00280034': ['IS', '2\\1'] }), 'a');
    expect(instance.geometry[0]).toMatchObject({ pixelSpacing: undefined, pixelAspect: 2 });
    expect(instance.notices.map(({ code }) => code)).toContain('dicom/pixel-aspect');
  });

  it('need no proportion beside a spacing, and none that makes no sense', () => {
    const aspectOf = (changes: Parameters<typeof ctFile>[0]) =>
      parseInstance(ctFile(changes), 'a').instance.geometry[0]?.pixelAspect;
    expect(aspectOf({ '00280034': ['IS', '2\\1'] })).toBeUndefined();
    for (const ratio of ['1\\1', '0\\1', '3']) {
      expect(aspectOf({ ...none, '00280034': ['IS', ratio] })).toBeUndefined();
    }
  });
});

describe('the part of the body of an object that states it in codes', () => {
  const region = (meaning: string): Elements => ({
    '00082218': ['SQ', { items: [{ '00080100': ['SH', 'X'], '00080104': ['LO', meaning] }] }],
  });
  const anatomy = (meaning: string): Elements => ({ '00209071': ['SQ', { items: [region(meaning)] }] });
  const bodyPart = (bytes: Uint8Array) => parseInstance(bytes, 'a').instance.bodyPart;

  it('is read at the top, in the shared groups and in those of the frames', () => {
    expect(bodyPart(ctFile(region('Chest')))).toBe('CHEST');
    expect(bodyPart(enhancedFile(anatomy('Chest'), [{}], {}))).toBe('CHEST');
    expect(bodyPart(enhancedFile({}, [{}, anatomy('Head and neck')], {}))).toBe('HEAD AND NECK');
    expect(bodyPart(enhancedFile({}, [{}, {}], {}))).toBe('');
  });

  it('is what Body Part Examined says where that is not empty, in the file’s letters', () => {
    expect(bodyPart(enhancedFile(anatomy('Chest'), [{}], { '00180015': ['CS', 'HEAD'] }))).toBe('HEAD');
    expect(bodyPart(enhancedFile(anatomy('Chest'), [{}], { '00180015': ['CS', ' '] }))).toBe('CHEST');
    const utf8 = { '00080005': ['CS', 'ISO_IR 192'], '00180015': ['CS', 'SCH\xc3\x84DEL'] } as const;
    expect(bodyPart(ctFile(utf8))).toBe('SCHÄDEL');
  });
});

describe('contrast agent of an Enhanced object', () => {
  it('is read from its sequence', () => {
    const agent = { items: [{ '00080104': ['LO', 'Iohexol'] as const }] };
    expect(parseInstance(ctFile({ '00180012': ['SQ', agent] }), 'a').instance.contrastAgent).toBe('Iohexol');
  });
});
