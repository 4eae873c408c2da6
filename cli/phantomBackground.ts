/** A real series without a bleed, into whose slices `hemolens phantom --arrays` inserts some. */
import { HemolensError, toFailure, type Failure } from '../src/base/index.ts';
import {
  groupSeries,
  positionAlong,
  readInstance,
  type HounsfieldFrame,
  type ReadInstance,
  type Series,
  type Slice,
} from '../src/dicom/index.ts';
import { TRAINING_SIDE, type Background } from '../src/phantom/index.ts';
import { bytesOf, findFiles, type FoundFile } from './paths.ts';
import { counted } from './words.ts';

const FEWEST = 8;

/**
 * The largest series of a folder, from the skull base upwards, each slice reduced to the pixels of a training slice.
 * @returns the series, and a line that tells which it is, of how many slices, and what was left out and why
 * @throws {HemolensError} `cli/no-background` where there is none that could be one
 */
export async function readBackground(folder: string): Promise<{ background: Background; said: string }> {
  const { frames, slices, unread, unfit } = await readFolder(folder);
  const [series] = [...groupSeries(slices)].sort((a, b) => b.slices.length - a.slices.length);
  const spacing = series?.slices[0]?.geometry.pixelSpacing;
  const placed = series ? placedSlices(series, frames) : [];
  const leftOut = toldOf(
    unread.length > 0 &&
      `${counted(unread.length, 'image')} that could not be read, the first ${named(unread[0])}`,
    unfit > 0 &&
      `${counted(unfit, 'slice')} not square or with sides that are no multiple of ${TRAINING_SIDE} pixels`,
    series !== undefined &&
      slices.length > series.slices.length &&
      `${counted(slices.length - series.slices.length, 'slice')} of other series`,
    series !== undefined &&
      series.slices.length > placed.length &&
      `${counted(series.slices.length - placed.length, 'slice')} without a position`,
  );
  if (!series || placed.length < FEWEST || spacing === undefined) {
    throw new HemolensError(
      'cli/no-background',
      `There is no series here of at least eight square slices whose sides are a multiple of ${TRAINING_SIDE} pixels.${leftOut}`,
      { file: folder },
    );
  }
  const factor = series.rows / TRAINING_SIDE;
  return {
    background: { slices: placed, pixel: spacing.row * factor },
    said: `${folder}: ${counted(placed.length, 'slice')} of ${nameOf(series)}.${leftOut}`,
  };
}

async function readFolder(folder: string) {
  const frames = new Map<string, HounsfieldFrame>();
  const slices: Slice[] = [];
  const unread: Failure[] = [];
  let unfit = 0;
  for await (const found of findFiles([folder])) {
    const read = 'failure' in found ? found.failure : await readOrTold(found);
    if ('reason' in read) {
      unread.push(read);
      continue;
    }
    for (const { slice, frame } of read.slices) {
      if ('reason' in frame) unread.push(frame);
      else if (frame.rows !== frame.columns || frame.rows % TRAINING_SIDE !== 0) unfit += 1;
      else {
        frames.set(slice.id, frame);
        slices.push(slice);
      }
    }
  }
  return { frames, slices, unread, unfit };
}

async function readOrTold(found: FoundFile): Promise<ReadInstance | Failure> {
  try {
    return await readInstance(await bytesOf(found), found.display);
  } catch (thrown) {
    return toFailure(thrown, 'cli/cannot-read', found.display);
  }
}

function placedSlices(series: Series, frames: ReadonlyMap<string, HounsfieldFrame>): Background['slices'] {
  return series.slices.flatMap(({ id, geometry }, index) => {
    const hounsfield = reduce(frames.get(id));
    const position = series.positions[index];
    return hounsfield && position !== undefined ? [{ hounsfield, position, corner: cornerOf(geometry) }] : [];
  });
}

function nameOf({ number, description }: Series): string {
  return ['series', number, description && `“${description}”`]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}

function named(failure: Failure | undefined): string {
  return `${failure?.file ?? ''} (${failure?.reason ?? ''})`;
}

function toldOf(...parts: readonly (string | false)[]): string {
  const told = parts.filter((part) => part !== false);
  return told.length === 0 ? '' : ` Left out: ${told.join('; ')}.`;
}

/** Where a slice's first pixel lies along its rows and columns, mm. */
function cornerOf({ position, orientation }: Slice['geometry']): readonly [along: number, down: number] {
  if (!position || !orientation) return [0, 0];
  return [positionAlong(orientation.row, position), positionAlong(orientation.column, position)];
}

/** Means of blocks of pixels. */
function reduce(frame: HounsfieldFrame | undefined): Float32Array | undefined {
  if (!frame) return undefined;
  const { rows, columns, values } = frame;
  const factor = rows / TRAINING_SIDE;
  const result = new Float32Array(TRAINING_SIDE * TRAINING_SIDE);
  for (let index = 0; index < rows * columns; index += 1) {
    const row = Math.floor(Math.floor(index / columns) / factor);
    const column = Math.floor((index % columns) / factor);
    const at = row * TRAINING_SIDE + column;
    const value = Math.min(3071, Math.max(-1024, values[index] ?? 0));
    result[at] = (result[at] ?? 0) + value / (factor * factor);
  }
  return result;
}
