import { emptyFile } from '../../dicom/index.ts';
import type { FileKind } from './kind.ts';

/** A copy that was broken off leaves these, and some browsers show a dropped folder so. */
export const empty: FileKind = ({ file, path }) => {
  if (file.size > 0) return undefined;
  throw emptyFile(path);
};
