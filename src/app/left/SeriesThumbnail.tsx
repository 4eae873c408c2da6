import type { Series } from '../../dicom/index.ts';
import { SliceThumbnail } from '../SliceThumbnail.tsx';

/** Its middle slice stands for a series. */
export function SeriesThumbnail({ series }: { readonly series: Series }) {
  return <SliceThumbnail slice={series.slices[Math.floor(series.slices.length / 2)]} />;
}
