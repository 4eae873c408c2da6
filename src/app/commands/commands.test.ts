import { describe, expect, it } from 'vitest';
import { iconOf } from '../centre/icons.tsx';
import { commands } from './index.ts';
import { commandOf, keyName, type ChangedKeys, type KeyPress } from './keys.ts';

const bare = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const press = (key: string, focus: KeyPress['focus'] = 'page', held: Partial<KeyPress> = {}) =>
  commandOf({ key, ...bare, focus, ...held }, {})?.id;

describe('the keyboard', () => {
  it('gives no key to two commands, and no id', () => {
    const keys = commands.flatMap((command) => command.keys);
    expect(keys).toHaveLength(new Set(keys).size);
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
  });

  it('has a key for every command but those that throw a reading or a study away', () => {
    const withoutKey = commands.filter(({ keys }) => keys.length === 0).map(({ id }) => id);
    // Each has its button. A slip of the finger would cost the study, which no key brings back; Escape stops a reading last.
    expect(withoutKey).toEqual(['cancel-reading', 'close-study']);
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

  it('has the letters of the field', () => {
    expect(['c', 'i', 'h', 'v', 'r', 'l', ' ', 'n', 'p', 'Escape'].map((key) => press(key))).toEqual([
      'cine',
      'invert',
      'flip-horizontal',
      'flip-vertical',
      'rotate-right',
      'rotate-left',
      'reset',
      'slice-next-suspicious',
      'slice-previous-suspicious',
      'cancel',
    ]);
  });

  it('takes a letter whether or not it is shifted, and a sign however it is typed', () => {
    expect(press('F', 'page', { shiftKey: true })).toBe('fit');
    expect(press('?', 'page', { shiftKey: true })).toBe('help');
    expect([press('*', 'page', { shiftKey: true }), press('*')]).toEqual([
      'window-drag-faster',
      'window-drag-faster',
    ]);
    expect([press('/', 'page', { shiftKey: true }), press('/')]).toEqual([
      'window-drag-slower',
      'window-drag-slower',
    ]);
  });

  it('tells a key that types nothing with shift from one without', () => {
    expect(press('ArrowDown')).toBe('slice-next');
    expect(press('ArrowDown', 'page', { shiftKey: true })).toBe('pan-down');
    expect(press('PageDown', 'page', { shiftKey: true })).toBe('beside-on');
    expect(press('Delete')).toBe('annotation-delete');
    expect(press('Delete', 'button', { shiftKey: true })).toBe('annotations-clear');
  });

  it('leaves arrows to a list that has the focus, space and enter to a button, and digits to the page', () => {
    expect(press('ArrowDown', 'list')).toBeUndefined();
    expect(press('ArrowDown', 'button')).toBe('slice-next');
    expect([press(' ', 'button'), press('Enter', 'button')]).toEqual([undefined, undefined]);
    expect(press('2', 'list')).toBe('window-subdural');
    expect(press('ArrowDown', 'list', { ctrlKey: true, shiftKey: true })).toBe('point-down');
  });

  it('leaves every key to a text field, and the browser its own', () => {
    expect(press('2', 'text')).toBeUndefined();
    expect(press('r', 'page', { ctrlKey: true })).toBeUndefined();
    expect(press('f', 'page', { altKey: true })).toBeUndefined();
  });
});

it('tools and layouts have a picture, for the toolbar shows nothing else of them', () => {
  const shown = commands.filter((command) => 'tool' in command || 'layout' in command).map(({ id }) => id);
  expect(shown).toEqual(expect.arrayContaining(['drag-pan', 'drag-volume', 'layout-two']));
  expect(shown.filter((id) => iconOf(id) === undefined)).toEqual([]);
});

describe('changed keys', () => {
  const changed: ChangedKeys = { invert: ['b'], fit: [] };
  const id = (key: string) => commandOf({ key, ...bare, focus: 'page' }, changed)?.id;

  it('take the place of those that ship', () => {
    expect([id('b'), id('i'), id('f'), id('r')]).toEqual(['invert', undefined, undefined, 'rotate-right']);
  });

  it('go before a key that ships with another command', () => {
    expect(commandOf({ key: 'r', ...bare, focus: 'page' }, { invert: ['r'] })?.id).toBe('invert');
  });
});

it('keys are named as they stand on the keyboard', () => {
  expect([' ', 'ArrowUp', 'Ctrl+Shift+z', '+', '-', 'Ctrl++'].map(keyName)).toEqual([
    'Space',
    '↑',
    'Ctrl Shift Z',
    '+',
    '−',
    'Ctrl +',
  ]);
});
