import type { HounsfieldFrame, Slice, VoiWindow } from '../dicom/index.ts';
import type { WindowPreset } from '../viewport/index.ts';

/** A window that has a button. */
export type NamedChoice =
  | { readonly kind: 'preset'; readonly id: WindowPreset['id']; readonly voi: VoiWindow }
  /** The file's own windows, (0028,1050/1051): `index` counts on beyond them and starts over. */
  | { readonly kind: 'file'; readonly index: number };

/** What the reader asked for; what that means for a slice is {@link voiOf}. */
export type WindowChoice =
  | NamedChoice
  /** Dragged by hand, from one that has a name or from elsewhere. */
  | { readonly kind: 'custom'; readonly voi: VoiWindow; readonly from?: NamedChoice | undefined };

/** What stands beside each of the three windows that blood is read in. The same arrays each time: nothing is drawn anew. */
const BESIDE: Readonly<Record<'brain' | 'subdural' | 'bone', readonly WindowPreset['id'][]>> = {
  brain: ['subdural', 'bone'],
  subdural: ['brain', 'bone'],
  bone: ['brain', 'subdural'],
};

/**
 * The choice a preset's button or digit makes. Asking again for *File* goes on to the file's next window, so that all
 * of several are reachable.
 */
export function choiceOf(preset: WindowPreset, present: WindowChoice): WindowChoice {
  if (preset.window) return { kind: 'preset', id: preset.id, voi: preset.window };
  return { kind: 'file', index: present.kind === 'file' ? present.index + 1 : 0 };
}

/**
 * The choice that a drag on a slice leads to, which stays that of the one it began with, and is that one again where the
 * drag has come back to its beginning.
 */
export function draggedTo(
  voi: VoiWindow,
  present: WindowChoice,
  slice: Slice | undefined,
  frame: HounsfieldFrame | undefined,
): WindowChoice {
  const from = present.kind === 'custom' ? present.from : present;
  if (from && slice && isSameWindow(voi, voiOf(from, slice, frame))) return from;
  return { kind: 'custom', voi, from };
}

function isSameWindow(one: VoiWindow, other: VoiWindow): boolean {
  return one.center === other.center && one.width === other.width && one.shape === other.shape;
}

/**
 * The windows of the two panes beside the image: what of brain, subdural and bone it does not show itself. A window that is
 * none of them stands for brain, a variation of which it mostly is.
 */
export function windowsBeside(choice: WindowChoice): readonly WindowPreset['id'][] {
  const own = presetOf(choice);
  return own === 'subdural' || own === 'bone' ? BESIDE[own] : BESIDE.brain;
}

function presetOf(choice: WindowChoice): WindowPreset['id'] | undefined {
  const named = choice.kind === 'custom' ? choice.from : choice;
  return named?.kind === 'preset' ? named.id : undefined;
}

/** The window that shows a slice, in HU; a file without one is shown over its full range. */
export function voiOf(choice: WindowChoice, slice: Slice, frame: HounsfieldFrame | undefined): VoiWindow {
  if (choice.kind !== 'file') return choice.voi;
  const { windows } = slice.instance;
  return windows[choice.index % Math.max(1, windows.length)] ?? fullRange(frame);
}

/** Which of the file's windows *File* stands for now, from 1, where there are several. */
export function fileWindowNumber(
  choice: WindowChoice,
  slice: Slice,
): { number: number; of: number } | undefined {
  const of = slice.instance.windows.length;
  return choice.kind === 'file' && of > 1 ? { number: (choice.index % of) + 1, of } : undefined;
}

function fullRange(frame: HounsfieldFrame | undefined): VoiWindow {
  const { min, max } = frame ?? { min: 0, max: 1 };
  if (frame?.otherUnit && frame.values instanceof Float32Array && max > min) {
    // All of a map may lie between 0 and 1.
    return { center: (min + max) / 2, width: max - min, shape: 'LINEAR_EXACT', name: 'full range' };
  }
  const width = Math.max(1, max - min + 1);
  return { center: min + width / 2, width, shape: 'LINEAR', name: 'full range' };
}
