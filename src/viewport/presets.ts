/**
 * The windows a head CT is read in, as one table: toolbar, digit keys and the radio group are all drawn from it.
 */
import type { VoiWindow } from '../dicom/index.ts';
import type { WindowPreset } from './types.ts';

const linear = (name: string, center: number, width: number): VoiWindow => ({
  center,
  width,
  shape: 'LINEAR',
  name,
});

/** What a viewport shows before anyone chooses. */
export const firstWindow = linear('Brain', 40, 80);

/** In the order of the toolbar; centre and width in HU, as DICOM LINEAR means them. */
export const windowPresets: readonly WindowPreset[] = [
  { id: 'brain', label: 'Brain', digit: '1', window: firstWindow },
  { id: 'subdural', label: 'Subdural', digit: '2', window: linear('Subdural', 80, 200) },
  { id: 'bone', label: 'Bone', digit: '3', window: linear('Bone', 600, 2800) },
  { id: 'stroke', label: 'Stroke', digit: '4', window: linear('Stroke', 40, 40) },
  { id: 'soft-tissue', label: 'Soft tissue', digit: '5', window: linear('Soft tissue', 40, 400) },
  { id: 'file', label: 'File', digit: '0', window: undefined },
];
