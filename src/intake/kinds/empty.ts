import { HemolensError } from '../../base/index.ts';
import type { FileKind } from './kind.ts';
import { say } from '../sentences.ts';

/** A copy that was broken off leaves these, and some browsers show a dropped folder so. */
export const empty: FileKind = ({ file, path }) => {
  if (file.size > 0) return undefined;
  throw new HemolensError('dicom/empty-file', say('empty'), { file: path });
};
