/**
 * DICOM: the only kind that becomes images.
 *
 * An index of a disc (DICOMDIR, by whatever name: Philips writes one DIRFILE a folder) is left aside, because discs list
 * images that were not copied and hold images that are not listed; the images themselves tell more.
 */
import { HemolensError } from '../../base/index.ts';
import { looksLikeDicom, readInstance } from '../../dicom/index.ts';
import type { FileKind } from './kind.ts';
import { say } from '../sentences.ts';

export const image: FileKind = async ({ head, path, bytes }) => {
  if (!looksLikeDicom(head)) return undefined;
  try {
    return { kind: 'instance', read: await readInstance(await bytes(), path, { givenAway: true }) };
  } catch (thrown) {
    if (!(thrown instanceof HemolensError && thrown.code === 'dicom/dicomdir')) throw thrown;
    throw new HemolensError(thrown.code, say('index'), { file: path, cause: thrown });
  }
};
