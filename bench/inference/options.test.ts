import { describe, expect, it } from 'vitest';
import { CONTENDERS } from './contenders.ts';
import { HELP, parseOptions } from './options.ts';

describe('the options of the benchmark', () => {
  it('without any, time one slice of the smaller models in a browser, for every contender that runs there', () => {
    const { where, models, batches, contenders, json } = parseOptions([]);
    expect({ where, models, batches, json }).toEqual({
      where: 'browser',
      models: ['default', 'resnext50'],
      batches: [1],
      json: undefined,
    });
    expect(contenders).toEqual(CONTENDERS.filter((name) => name !== 'ort-node-webgpu'));
  });

  it('add onnxruntime-node in Node', () => {
    expect(parseOptions(['--in', 'node']).contenders).toContain('ort-node-webgpu');
  });

  it('take lists, in the order given', () => {
    const options = parseOptions([
      '--contenders=tfjs-dense,ours-webgpu',
      '--models=resnext101,default',
      '--batches=8,1',
      '--patience=30',
    ]);
    expect(options.contenders).toEqual(['tfjs-dense', 'ours-webgpu']);
    expect(options.models).toEqual(['resnext101', 'default']);
    expect(options.batches).toEqual([8, 1]);
    expect(options.patienceMs).toBe(30_000);
  });

  it.each([
    [['--models', 'resnext500'], /--models takes default, resnext50, resnext101, not “resnext500”/],
    [['--contenders', 'ours'], /--contenders takes ours-webgpu/],
    [['--batches', '1,0'], /--batches takes whole numbers from 1, not “0”/],
    [['--runs', 'many'], /--runs takes whole numbers/],
    [['--patience', '0.5'], /--patience takes whole numbers/],
    [['--rounds', '3'], /--rounds/],
  ])('that make no sense are refused in words: %s', (args, words) => {
    expect(() => parseOptions(args)).toThrow(words);
  });

  it('are all in the help', () => {
    for (const name of [
      'models',
      'batches',
      'contenders',
      'runs',
      'patience',
      'threads',
      'in',
      'adapter',
      'json',
    ])
      expect(HELP).toContain(`--${name} `);
  });
});
