import { besideCommands } from './beside.ts';
import type { Command } from './command.ts';
import { keyImage } from './keyImage.ts';
import { layoutCommands, showBeside } from './layout.ts';
import { measureCommands } from './measure.ts';
import { toolCommands } from './mouse.ts';
import { slabCommands } from './slab.ts';
import { sliceCommands } from './slices.ts';
import { studyCommands } from './study.ts';
import { viewCommands } from './view.ts';
import { windowCommands } from './windows.ts';

/** Every command of the page, in the order of the help sheet. */
export const commands: readonly Command[] = [
  ...windowCommands,
  ...sliceCommands,
  ...besideCommands,
  keyImage,
  ...viewCommands,
  ...layoutCommands,
  showBeside,
  ...slabCommands,
  ...toolCommands,
  ...measureCommands,
  ...studyCommands,
];
