import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compressedFile, compressedSlices } from '../src/dicom/testing/syntaxes.ts';

/** A folder with one slice in each compressed transfer syntax, one above the other, and one that was cut short. */
export async function folderOfAll(parent: string): Promise<{ folder: string; slices: number }> {
  const folder = join(parent, 'every-syntax');
  await mkdir(folder);
  const slices = await compressedSlices();
  const place = (index: number) =>
    ({
      '00080018': ['UI', `1.2.3.4.${index + 1}`],
      '00200013': ['IS', String(index + 1)],
      '00200032': ['DS', `-100\\-120\\${index * 5}`],
    }) as const;
  for (const [index, slice] of slices.entries()) {
    await writeFile(join(folder, `${slice.syntax}.dcm`), compressedFile(slice, place(index), 500));
  }
  const [first] = slices;
  if (first) {
    const stream = first.stream.subarray(0, 600);
    await writeFile(join(folder, 'cut.dcm'), compressedFile({ ...first, stream }, place(slices.length)));
  }
  return { folder, slices: slices.length };
}
