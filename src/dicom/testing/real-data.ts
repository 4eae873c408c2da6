/** Where real CT lies for tests that need it; they are skipped, and say so in their names, where it is absent. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { naturalOrder } from '../natural-order.ts';

const ROOT = process.env.HEAD_CT_DATA ?? resolve(import.meta.dirname, '../../../../shared/data');

export const NEEDS_REAL_DATA = '(real data: ../shared/data or HEAD_CT_DATA, skipped where absent)';

export function hasRealData(folder: string): boolean {
  return existsSync(join(ROOT, folder));
}

export function realFile(path: string): Uint8Array {
  return readFileSync(join(ROOT, path));
}

/** Paths below the data folder, in natural order. */
export function realFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .sort(naturalOrder);
}
