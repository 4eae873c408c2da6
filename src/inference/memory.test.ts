import { afterEach, expect, it, vi } from 'vitest';
import { memoryOf } from './memory.ts';
import { remember, remembered } from './remembered.ts';

afterEach(() => void vi.unstubAllGlobals());

it('a worker’s memory tells what is new, and only that', () => {
  const told: string[] = [];
  const memory = memoryOf({ a: '1' }, (key, value) => told.push(`${key}=${value}`));
  memory.write('a', '1');
  memory.write('b', '2');
  memory.write('a', '3');
  expect(told).toEqual(['b=2', 'a=3']);
  expect([memory.read('a'), memory.read('b'), memory.read('c')]).toEqual(['3', '2', undefined]);
});

it('the page keeps its own entries from visit to visit, and leaves others alone', () => {
  vi.stubGlobal('localStorage', fakeStorage({ 'mantine-color-scheme': 'dark' }));
  remember('rung/1/Acme', 'webgpu: It was faster.');
  expect(remembered()).toEqual({ 'rung/1/Acme': 'webgpu: It was faster.' });
});

it('a browser that keeps nothing is no reason to fail', () => {
  const refuse = () => {
    throw new DOMException('refused', 'SecurityError');
  };
  vi.stubGlobal('localStorage', new Proxy({}, { get: refuse, ownKeys: refuse }));
  remember('a', '1');
  expect(remembered()).toEqual({});
});

/** As a browser's: the entries are the object's own names. */
function fakeStorage(entries: Record<string, string>) {
  const methods = {
    getItem: (name: string) => entries[name] ?? null,
    setItem: (name: string, value: string) => void (entries[name] = value),
  };
  return new Proxy(entries, {
    get: (_, name) => (name in methods ? methods[name as keyof typeof methods] : entries[String(name)]),
  });
}
