/** A zip archive: what is inside is read in its place. */
import { isZip, packedTwice, unpackImages } from '../archive.ts';
import type { FileKind } from './kind.ts';

export const zip: FileKind = async ({ head, path, bytes, archived }) => {
  if (!isZip(head)) return undefined;
  if (archived) throw packedTwice(path);
  const inside = await unpackImages(await bytes(), path);
  return (
    inside && {
      kind: 'files',
      files: inside.map((one) => ({
        path: one.path,
        archived: true,
        ...('failure' in one
          ? { file: new File([], one.path), failure: one.failure }
          : { file: new File([one.bytes], one.path) }),
      })),
    }
  );
};
