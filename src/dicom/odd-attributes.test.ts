import { describe, expect, it } from 'vitest';
import { parseInstance } from './instance.ts';
import { ctFile } from './testing/ct.ts';

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

describe('contrast agent of an Enhanced object', () => {
  it('is read from its sequence', () => {
    const agent = { items: [{ '00080104': ['LO', 'Iohexol'] as const }] };
    expect(parseInstance(ctFile({ '00180012': ['SQ', agent] }), 'a').instance.contrastAgent).toBe('Iohexol');
  });
});
