/** Series as no scanner should send them and some do, made in code: a bright block in a dark square, slice after slice. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { ctElements } from '../src/dicom/testing/ct.ts';
import { dicomFile, type Elements } from '../src/dicom/testing/writer.ts';
import { drop, openPage, status } from './fixtures.ts';
import { greysOnScreen } from './screen.ts';

/** HU of the block and around it, as the brain window shows apart. */
const BLOCK = 70;
const GROUND = 10;

export interface OddSlice {
  /** Along the head, mm. */
  readonly z: number;
  /** Pixels. */
  readonly rows?: number;
  readonly columns?: number;
  readonly changes?: Partial<Elements>;
}

/** A file of a slice; its block fills the middle half of rows and columns. */
export function oddFile(
  { z, rows = 128, columns = 128, changes = {} }: OddSlice,
  number: number,
): Uint8Array {
  return dicomFile(
    ctElements({
      '00080018': ['UI', `1.2.3.4.${number}`],
      '0008103E': ['LO', 'Head 5mm'],
      '00200013': ['IS', `${number}`],
      '00200032': ['DS', `0\\0\\${z}`],
      '00280010': ['US', [rows]],
      '00280011': ['US', [columns]],
      '00280030': ['DS', '1.5\\1.5'],
      '7FE00010': ['OW', block(rows, columns)],
      ...changes,
    }),
  );
}

const blocks = new Map<string, Uint8Array>();

function block(rows: number, columns: number): Uint8Array {
  const key = `${rows}x${columns}`;
  const known = blocks.get(key);
  if (known) return known;
  const values = new Int16Array(rows * columns).fill(GROUND + 1024);
  for (let row = rows / 4; row < (rows * 3) / 4; row++) {
    values.fill(BLOCK + 1024, row * columns + columns / 4, row * columns + (columns * 3) / 4);
  }
  const bytes = new Uint8Array(values.buffer);
  blocks.set(key, bytes);
  return bytes;
}

/** Slices every 5 mm. */
export const every5 = (count: number, changes: Partial<Elements> = {}): OddSlice[] =>
  Array.from({ length: count }, (_, index) => ({ z: index * 5, changes }));

/** A series of the same patient: `every5` from a height on. */
export function oddSeries(
  name: string,
  from: number,
  count: number,
  changes: OddSlice['changes'],
): OddSlice[] {
  return every5(count).map(({ z }, index) => ({
    z: z + from,
    changes: {
      '0020000E': ['UI', `1.2.3.1.${name}`],
      '00080018': ['UI', `1.2.3.5.${name}.${index + 1}`],
      ...changes,
    },
  }));
}

/** Opens the slices by dropping their folder; it is gone afterwards. */
export async function openOdd(
  page: Page,
  slices: readonly OddSlice[],
  query = '?device=wasm',
): Promise<void> {
  const remove = await openKeptOdd(page, slices, query);
  await remove();
}

/** As {@link openOdd}, for what reads the files again. @returns what removes their folder */
export async function openKeptOdd(
  page: Page,
  slices: readonly OddSlice[],
  query = '?device=wasm',
): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'hemolens-odd-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const inner = join(folder, 'series');
  await mkdir(inner);
  await Promise.all(
    slices.map((slice, index) => writeFile(join(inner, `${index + 1}.dcm`), oddFile(slice, index + 1))),
  );
  try {
    if (page.url() === 'about:blank') await openPage(page, query);
    await drop(page, [inner]);
    await expect(status(page)).toHaveText(/^(Analysed|No slice here)/, { timeout: 120_000 });
    return remove;
  } catch (thrown) {
    await remove();
    throw thrown;
  }
}

export const notes = (page: Page) => page.getByRole('list', { name: 'Notes' });

/**
 * Width and height of the block as it is on the screen, in CSS pixels: rows and columns through the middle whose grey is
 * nearer to the block's than to the ground's.
 */
export async function blockOnScreen(page: Page): Promise<{ width: number; height: number }> {
  const { width, height, values } = await greysOnScreen(page);
  const row = values.slice((height >> 1) * width, ((height >> 1) + 1) * width);
  const column = values.filter((_, pixel) => pixel % width === width >> 1);
  const bright = (greys: Uint8Array) => greys.filter((grey) => grey > 128).length;
  return { width: bright(row), height: bright(column) };
}
