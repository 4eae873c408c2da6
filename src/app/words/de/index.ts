/** German, as German workstations have it: Schicht, Fenster, HE; EDH, ICB, IVB, SAB, SDH. */
import type { Words } from '../types.ts';
import { commands } from './commands.ts';
import { files } from './files.ts';
import { frame } from './frame.ts';
import { image } from './image.ts';
import { panels } from './panels.ts';
import { takeaway } from './takeaway.ts';
import { work } from './work.ts';

export const de: Words = {
  ...frame,
  ...panels,
  ...image,
  ...commands,
  ...takeaway,
  ...files,
  ...work,
};
