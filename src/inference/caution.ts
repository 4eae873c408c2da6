/**
 * What speaks against the numbers of a series without forbidding them: words people write into descriptions, which may be
 * meant otherwise, and a series that shows too little of a head, or more than one. What a file says plainly keeps a slice from being scored
 * (`scorable.ts`).
 */
import type { Sentence } from '../base/index.ts';
import { SAME_PLACE, type Series } from '../dicom/index.ts';
import { say } from './sentences.ts';
import { mayNameContrast, namesOtherPart } from './words.ts';

/** Of a head from the skull base to the vertex, mm; a whole one has some 120 to 160. */
const LEAST_COVERED = 60;
/** Where the files do not give every position, or give one for all: as few slices are at most 5 cm of an ordinary head CT. */
const LEAST_SLICES = 10;
/** mm: from its vertex to its chin a head has some 230. */
const MOST_COVERED = 250;

type Extent = Pick<Series, 'positions'> & { readonly slices: { readonly length: number } };

/**
 * Sentences to stand beside the numbers of a series that the model may not have been made for; none where nothing does.
 * @param unfinished  more slices may come: nothing can be said yet of what the series lacks
 */
export function cautionsOf(
  series: Pick<Series, 'description' | 'study'> & Extent,
  unfinished = false,
): readonly Sentence[] {
  const few = unfinished ? undefined : fewSlices(series);
  return [contrast(series), otherPart(series), beyond(series), few].filter((said) => said !== undefined);
}

function contrast({ description, study }: Pick<Series, 'description' | 'study'>): Sentence | undefined {
  const said = [description, study.description].find(mayNameContrast);
  return said === undefined ? undefined : say('perhapsContrast', { name: said });
}

/** The study's description covers all its series: one whose file or name says that it is a head may well be one. */
function otherPart({ study: { description } }: Pick<Series, 'study'>): Sentence | undefined {
  return namesOtherPart(description) ? say('noHead', { name: description }) : undefined;
}

/** Neck and chest on slices of the same series: which of them are a head, nothing in the files says. */
function beyond({ positions }: Pick<Series, 'positions'>): Sentence | undefined {
  return coveredBy(positions) > MOST_COVERED ? say('beyondHead') : undefined;
}

function fewSlices(series: Extent): Sentence | undefined {
  return isLessThanHead(series) ? say('fewSlices', { count: series.slices.length }) : undefined;
}

/** Whether a series shows so little of a head that its largest number is none of the head's. */
export function isLessThanHead({ positions, slices }: Extent): boolean {
  const covered = coveredBy(positions);
  const placed = positions.every((position) => position !== undefined) && covered > SAME_PLACE;
  return covered < LEAST_COVERED && (placed || slices.length < LEAST_SLICES);
}

/** From the lowest of the positions that are known to the highest, mm: a series sorted by number may run either way. */
function coveredBy(positions: Series['positions']): number {
  let [lowest, highest] = [Infinity, -Infinity];
  for (const position of positions) {
    if (position === undefined) continue;
    lowest = Math.min(lowest, position);
    highest = Math.max(highest, position);
  }
  return Math.max(0, highest - lowest);
}
