import { describe, expect, it } from 'vitest';
import { hounsfield } from '../base/index.ts';
import type { VoiWindow } from '../dicom/index.ts';
import { choiceOf, draggedTo, fileWindowNumber, voiOf, windowsBeside, type WindowChoice } from './voi.ts';
import { frame, slice } from './testing/fakes.ts';

const FILE = { id: 'file', label: 'File', digit: '0', window: undefined } as const;
const window = (center: number, width: number) =>
  ({ center, width, shape: 'LINEAR', name: undefined }) as const;
const dragged = (voi: VoiWindow, from: WindowChoice) => draggedTo(voi, from, undefined, undefined);
const chosen: WindowChoice = { kind: 'file', index: 0 };

describe('the window File', () => {
  it('is the first of several, and the next each time it is asked for again', () => {
    const two = slice('a', { windows: [window(36, 80), window(700, 3200)] });
    expect(voiOf(chosen, two, frame()).center).toBe(36);
    const again = choiceOf(FILE, chosen);
    expect(voiOf(again, two, frame()).center).toBe(700);
    expect(fileWindowNumber(again, two)).toEqual({ number: 2, of: 2 });
    expect(voiOf(choiceOf(FILE, again), two, frame()).center).toBe(36);
  });

  it('is the full range of a file that has none', () => {
    expect(voiOf(chosen, slice('a'), frame(0, 10, 20, 99))).toMatchObject({ center: 50, width: 100 });
  });

  it('is the full range, however small, of a map that has none', () => {
    const values = Float32Array.of(0, 0.125, 0.25, 0.5);
    const map = { ...frame(), values, min: hounsfield(0), max: hounsfield(0.5), otherUnit: true } as const;
    expect(voiOf(chosen, slice('a'), map)).toMatchObject({ center: 0.25, width: 0.5, shape: 'LINEAR_EXACT' });
  });
});

describe('a window dragged by hand', () => {
  it('stays for every slice', () => {
    const custom = dragged(window(33, 66), chosen);
    expect(voiOf(custom, slice('a', { windows: [window(36, 80)] }), frame())).toEqual(window(33, 66));
  });

  it('is the one it was dragged from again once it is back there, and follows the files as that one does', () => {
    const one = slice('a', { windows: [window(36, 80)] });
    const away = draggedTo(window(40, 90), chosen, one, frame());
    expect(away.kind).toBe('custom');
    expect(draggedTo(window(36, 80), away, one, frame())).toBe(chosen);
    expect(draggedTo(window(36, 80), { kind: 'custom', voi: window(1, 2) }, one, frame()).kind).toBe(
      'custom',
    );
  });
});

describe('the windows beside the image', () => {
  const preset = (id: 'brain' | 'subdural' | 'bone' | 'stroke'): WindowChoice => ({
    kind: 'preset',
    id,
    voi: window(40, 80),
  });

  it('are what of brain, subdural and bone it does not show itself', () => {
    expect(windowsBeside(preset('brain'))).toEqual(['subdural', 'bone']);
    expect(windowsBeside(preset('subdural'))).toEqual(['brain', 'bone']);
    expect(windowsBeside(preset('bone'))).toEqual(['brain', 'subdural']);
  });

  it('are subdural and bone beside any other', () => {
    expect(windowsBeside(preset('stroke'))).toEqual(['subdural', 'bone']);
    expect(windowsBeside(chosen)).toEqual(['subdural', 'bone']);
    expect(windowsBeside(dragged(window(33, 66), chosen))).toEqual(['subdural', 'bone']);
  });

  it('stay while a preset is dragged', () => {
    const once = dragged(window(500, 2000), preset('bone'));
    expect(windowsBeside(dragged(window(450, 1800), once))).toEqual(['brain', 'subdural']);
  });
});
