import { expect, it } from 'vitest';
import { oneAfterAnother } from './oneAfterAnother.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

it('begins the next when the one before is made, also where that failed', async () => {
  const begun: string[] = [];
  const ends = new Map<string, { made: (what: string) => void; failed: (error: Error) => void }>();
  const make = oneAfterAnother((name: string) => {
    begun.push(name);
    return new Promise<string>((made, failed) => ends.set(name, { made, failed }));
  });
  const [one, two, three] = [make('one'), make('two'), make('three')];
  const second = expect(two).rejects.toThrow('broken');
  await settle();
  expect(begun).toEqual(['one']);
  ends.get('one')?.made('first');
  await settle();
  expect(begun).toEqual(['one', 'two']);
  ends.get('two')?.failed(new Error('broken'));
  await settle();
  expect(begun).toEqual(['one', 'two', 'three']);
  ends.get('three')?.made('third');
  expect(await one).toBe('first');
  await second;
  expect(await three).toBe('third');
});
