import { describe, expect, it } from 'vitest';
import { commandOf, commands } from './index.ts';

const press = (key: string, focus: 'page' | 'button' | 'list' | 'text' = 'page') =>
  commandOf({ key, ctrlKey: false, metaKey: false, altKey: false, focus })?.id;

describe('the keyboard', () => {
  it('gives no key to two commands', () => {
    const keys = commands.flatMap((command) => command.keys);
    expect(keys).toHaveLength(new Set(keys).size);
  });

  it('has the digits of the windows', () => {
    expect(['1', '2', '3', '4', '5', '0'].map((key) => press(key))).toEqual([
      'window-brain',
      'window-subdural',
      'window-bone',
      'window-stroke',
      'window-soft-tissue',
      'window-file',
    ]);
  });

  it('takes a letter whether or not it is shifted', () => {
    expect(press('F')).toBe('fit');
  });

  it('leaves arrows to a list that has the focus, space to a button, and digits to the page', () => {
    expect(press('ArrowDown', 'list')).toBeUndefined();
    expect(press('ArrowDown', 'button')).toBe('slice-next');
    expect(press(' ', 'button')).toBeUndefined();
    expect(press('2', 'list')).toBe('window-subdural');
  });

  it('leaves every key to a text field, and the browser its own', () => {
    expect(press('2', 'text')).toBeUndefined();
    expect(
      commandOf({ key: 'r', ctrlKey: true, metaKey: false, altKey: false, focus: 'page' }),
    ).toBeUndefined();
  });
});
