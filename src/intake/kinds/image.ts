/** DICOM: the only kind that becomes images. */
import { looksLikeDicom, readInstance } from '../../dicom/index.ts';
import type { FileKind } from './kind.ts';

export const image: FileKind = async ({ head, path, bytes }) => {
  if (!looksLikeDicom(head)) return undefined;
  return { kind: 'instance', read: await readInstance(await bytes(), path) };
};
