import { describe, expect, it } from 'vitest';
import { HemolensError, saidOf, toFailure } from './errors.ts';
import { inUnknownUnit, reasonIn, sentenceIn, sentences, verbatim, withFullStop } from './sentences.ts';

const say = sentences('test', {
  plain: 'The file is empty.',
  why: 'Not scored: {{why}}.',
  several: 'No device. {{failures}}',
  slices_one: '{{count}} slice is {{length}} long',
  slices_other: '{{count}} slices are {{length}} long',
});

describe('a sentence', () => {
  it('has its English with one and with many, and keeps key and values', () => {
    const length = { number: 5, digits: 1 };
    expect(say('slices', { count: 1, length }).text).toBe('1 slice is 5.0 long');
    expect(say('slices', { count: 2, length })).toEqual({
      key: 'test.slices',
      values: { count: 2, length },
      text: '2 slices are 5.0 long',
    });
  });

  it('has a decimal point and a true minus sign, and no negative zero', () => {
    const told = (number: number) => say('slices', { count: 1, length: { number, digits: 1 } }).text;
    expect(told(-12.34)).toContain('−12.3');
    expect(told(-0.04)).toContain(' 0.0');
  });

  it('has four digits of a value in a unit that is not known, and whole numbers whole', () => {
    const digits = [0, 7, -123_456, 1234.5, 12.3, -0.0123].map((value) => inUnknownUnit(value).digits);
    expect(digits).toEqual([0, 0, 0, 0, 2, 5]);
  });

  it('holds others', () => {
    expect(say('several', { failures: [say('plain'), verbatim('No adapter.')] }).text).toBe(
      'No device. The file is empty. No adapter.',
    );
  });

  it('that says only why gives the reason away; any other stays whole', () => {
    const why = verbatim('this is an overview image');
    expect(reasonIn(say('why', { why }))).toBe(why);
    expect(reasonIn(say('plain')).text).toBe('The file is empty.');
    expect(withFullStop(why.text)).toBe('this is an overview image.');
    expect(withFullStop('Why?')).toBe('Why?');
  });

  it('comes back from JSON, and nothing else does', () => {
    const said = say('several', { failures: [say('plain')] });
    expect(sentenceIn(JSON.stringify(said))).toEqual(said);
    for (const other of ['It was faster.', 'null', '{}', '{"key":"a","text":"b","values":{"c":null}}']) {
      expect(sentenceIn(other)).toBeUndefined();
    }
  });
});

describe('an error', () => {
  it('carries its sentence into plain data; a library’s text stands as it is', () => {
    const failure = toFailure(new HemolensError('x/y', say('plain'), { file: 'a' }), 'x/z');
    expect(failure).toMatchObject({ code: 'x/y', reason: 'The file is empty.', file: 'a' });
    expect(saidOf(failure).key).toBe('test.plain');
    expect(saidOf(toFailure(new Error('out of memory'), 'x/z'))).toEqual(verbatim('out of memory'));
  });
});
