/** Slices of files that exist in memory alone, and what their series is. */
import { parseInstance } from '../instance.ts';
import { groupSeries } from '../series.ts';
import type { Series, Slice } from '../types.ts';
import { ctFile } from './ct.ts';
import type { Elements } from './writer.ts';

let made = 0;

export function slice(changes: Partial<Elements> = {}, file = `IM${(made += 1)}`): Slice {
  const { instance } = parseInstance(ctFile({ '00080018': ['UI', `1.2.${(made += 1)}`], ...changes }), file);
  const [geometry] = instance.geometry;
  if (!geometry) throw new Error('no geometry');
  return { id: `${instance.sopInstanceUid}#1`, instance, frame: 1, geometry };
}

/** At a height, mm. */
export const at = (z: number, changes: Partial<Elements> = {}) =>
  slice({ '00200032': ['DS', `0\\0\\${z}`], ...changes });
export const stack = (...positions: number[]) => groupSeries(positions.map((z) => at(z)));
export const only = (series: Series[]): Series => {
  const [first, ...rest] = series;
  if (!first || rest.length > 0) throw new Error(`${series.length} series instead of one`);
  return first;
};
export const notices = (series: Series) => series.notices.map(({ code }) => code);
