import type { HounsfieldFrame, Slice, VoiWindow } from '../dicom/index.ts';
import { isUsableWindow, type WindowPreset } from '../viewport/index.ts';

/** What the reader asked for; what that means for a slice is {@link voiOf}. */
export type WindowChoice =
  | { readonly kind: 'preset'; readonly id: WindowPreset['id']; readonly voi: VoiWindow }
  /** The file's own windows, (0028,1050/1051): `index` counts on beyond them and starts over. */
  | { readonly kind: 'file'; readonly index: number }
  /** Dragged by hand, from a preset or from elsewhere. */
  | { readonly kind: 'custom'; readonly voi: VoiWindow; readonly from?: WindowPreset['id'] | undefined };

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

/** The choice that a drag leads to, which stays that of the preset it began with. */
export function draggedTo(voi: VoiWindow, present: WindowChoice): WindowChoice {
  return { kind: 'custom', voi, from: presetOf(present) };
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
  if (choice.kind === 'file') return undefined;
  return choice.kind === 'preset' ? choice.id : choice.from;
}

/** The window that shows a slice, in HU; a file without one is shown over its full range. */
export function voiOf(choice: WindowChoice, slice: Slice, frame: HounsfieldFrame | undefined): VoiWindow {
  if (choice.kind !== 'file') return choice.voi;
  const windows = slice.instance.windows.filter(isUsableWindow);
  return windows[choice.index % Math.max(1, windows.length)] ?? fullRange(frame);
}

/** Which of the file's windows *File* stands for now, from 1, where there are several. */
export function fileWindowNumber(
  choice: WindowChoice,
  slice: Slice,
): { number: number; of: number } | undefined {
  const of = slice.instance.windows.filter(isUsableWindow).length;
  return choice.kind === 'file' && of > 1 ? { number: (choice.index % of) + 1, of } : undefined;
}

function fullRange(frame: HounsfieldFrame | undefined): VoiWindow {
  const { min, max } = frame ?? { min: 0, max: 1 };
  const width = Math.max(1, max - min + 1);
  return { center: min + width / 2, width, shape: 'LINEAR', name: 'full range' };
}
