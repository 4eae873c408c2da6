/**
 * What may differ from frame to frame: place in the patient, rescale, windows. Single-frame objects state it at the top;
 * Enhanced ones in functional groups, shared or per frame (DICOM PS3.3 C.7.6.16).
 */
import { millimetre } from '../base/index.ts';
import type { Attributes } from './attributes.ts';
import type { Acquired, FrameGeometry, Rescale, Vector3, VoiWindow } from './types.ts';
import { isUsableWindow } from './windows.ts';

/** Direction cosines may be rounded to two or three digits by a careless writer, no worse. */
const UNIT_TOLERANCE = 0.02;

export interface FrameFacts {
  readonly geometry: FrameGeometry;
  readonly rescale: { readonly slope: number | undefined; readonly intercept: number | undefined };
  readonly windows: readonly VoiWindow[];
  /** Of the rescale, in the words of the file; '' where it gives none. */
  readonly rescaleType: string;
  /** What a functional group tells of when the frame was taken. */
  readonly acquired: Partial<Acquired>;
}

/** One entry a frame. */
export function readFrames(top: Attributes, frames: number): FrameFacts[] {
  const shared = top.item('x52009229');
  const perFrame = top.items('x52009230');
  const facts: FrameFacts[] = [];
  for (let index = 0; index < frames; index++) {
    const own = perFrame[index];
    /** The nearest statement: the frame's own group, then the shared one, then the top. */
    const find = (group: string, tag: string): Attributes =>
      [own?.item(group), shared?.item(group)].find((item) => item?.has(tag)) ?? top;
    const placed = find('x00209113', 'x00200032');
    const measures = find('x00289110', 'x00280030');
    const spacing = pixelSpacing(measures.numbers('x00280030'));
    const transformation = find('x00289145', 'x00281052');
    facts.push({
      geometry: {
        // A position at the top of a multi-frame object is the first frame's at best.
        position: placed === top && frames > 1 ? undefined : vector(placed.numbers('x00200032')),
        orientation: orientation(find('x00209116', 'x00200037').numbers('x00200037')),
        pixelSpacing: spacing,
        pixelAspect: spacing ? undefined : pixelAspect(top.numbers('x00280034')),
        sliceThickness: positive(find('x00289110', 'x00180050').number('x00180050')),
      },
      rescale: {
        slope: transformation.number('x00281053'),
        intercept: transformation.number('x00281052'),
      },
      windows: windows(find('x00289132', 'x00281050')),
      rescaleType: find('x00289145', 'x00281054').string('x00281054') ?? '',
      acquired: acquiredOf(own?.item('x00209111')),
    });
  }
  return facts;
}

function acquiredOf(content: Attributes | undefined): Partial<Acquired> {
  const [temporalPosition, number] = [content?.uint32('x00209128'), content?.uint16('x00209156')];
  const at = content?.string('x00189074');
  const time = dateTime(at?.slice(0, 8), at?.slice(8));
  return {
    ...(temporalPosition === undefined ? {} : { temporalPosition }),
    ...(number === undefined ? {} : { number }),
    ...(time === undefined ? {} : { time }),
  };
}

/** `YYYYMMDDHHMMSS.F` as a number; a time alone is compared within its day. */
export function dateTime(date = '', time = ''): number | undefined {
  const [clock] = /^\d{4,6}(?:\.\d{1,3})?/.exec(time.replaceAll(':', '')) ?? [];
  if (clock === undefined) return undefined;
  const seconds = clock.includes('.') ? clock : clock.padEnd(6, '0');
  return Number(`${date.replace(/\D/g, '')}${seconds}`);
}

/** An acquisition detail that Enhanced objects keep in a functional group of the first frame. */
export function detail(top: Attributes, group: string, tag: string): number | undefined {
  const groups = [top, top.items('x52009230')[0]?.item(group), top.item('x52009229')?.item(group)];
  return groups.find((item) => item?.number(tag) !== undefined)?.number(tag);
}

/** Which part of the body it is, in the words of a code (PS3.3 10.5): at the top, or in the groups of the frames; '' where none says. */
export function anatomicRegion(top: Attributes): string {
  const groups = [top.item('x52009229'), ...top.items('x52009230')].map((group) => group?.item('x00209071'));
  const meanings = [top, ...groups].flatMap((holder) => holder?.item('x00082218')?.text('x00080104') ?? []);
  return meanings.find((meaning) => meaning !== '') ?? '';
}

export function sameRescale(a: Rescale, b: Rescale): boolean {
  return a.slope === b.slope && a.intercept === b.intercept;
}

function vector(numbers: readonly number[]): Vector3 | undefined {
  const [x, y, z] = numbers;
  if (x === undefined || y === undefined || z === undefined) return undefined;
  return [x, y, z].every(Number.isFinite) ? [x, y, z] : undefined;
}

function orientation(numbers: readonly number[]): FrameGeometry['orientation'] {
  const row = vector(numbers.slice(0, 3));
  const column = vector(numbers.slice(3, 6));
  if (!row || !column) return undefined;
  const unit = (v: Vector3) => Math.abs(Math.hypot(...v) - 1) < UNIT_TOLERANCE;
  const square = Math.abs(row[0] * column[0] + row[1] * column[1] + row[2] * column[2]) < UNIT_TOLERANCE;
  return unit(row) && unit(column) && square ? { row, column } : undefined;
}

function pixelSpacing(numbers: readonly number[]): FrameGeometry['pixelSpacing'] {
  const row = positive(numbers[0]);
  const column = positive(numbers[1]);
  return row !== undefined && column !== undefined ? { row, column } : undefined;
}

/** Height over width; the file gives them as a ratio of whole numbers (PS3.3 C.7.6.3.1.7). */
function pixelAspect(numbers: readonly number[]): number | undefined {
  const height = positive(numbers[0]);
  const width = positive(numbers[1]);
  return height === undefined || width === undefined || height === width ? undefined : height / width;
}

function positive(value: number | undefined) {
  return value !== undefined && Number.isFinite(value) && value > 0 ? millimetre(value) : undefined;
}

/** Multi-valued windows (PS3.3 C.11.2.1.2); those that make no sense are left out. */
function windows(item: Attributes): VoiWindow[] {
  const centers = item.numbers('x00281050');
  const widths = item.numbers('x00281051');
  const names = item.text('x00281055').split('\\');
  const told = item.string('x00281056');
  const shape = told === 'LINEAR_EXACT' || told === 'SIGMOID' ? told : 'LINEAR';
  return centers.flatMap((center, i) => {
    const window: VoiWindow = { center, width: widths[i] ?? NaN, shape, name: named(names[i]) };
    return isUsableWindow(window) ? [window] : [];
  });
}

function named(name: string | undefined): string | undefined {
  const trimmed = name?.trim();
  return trimmed === '' ? undefined : trimmed;
}
