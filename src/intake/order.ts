/**
 * Paths in the order in which a person would list them: folder by folder, `I9` before `I10`. Series are often numbered
 * along the table, so the images come in about the order in which they will be looked at.
 */
import { naturalOrder } from '../dicom/index.ts';
import type { IntakeFile } from './types.ts';

export function inPathOrder(files: readonly IntakeFile[]): IntakeFile[] {
  return files
    .map((file) => ({ file, folders: file.path.split('/') }))
    .sort((a, b) => comparePaths(a.folders, b.folders))
    .map(({ file }) => file);
}

function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (const [index, name] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = naturalOrder(name, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
