import type { Series } from '../../dicom/index.ts';
import { middleSlice } from '../../study/index.ts';
import { SliceThumbnail } from '../SliceThumbnail.tsx';
import { useStudy } from '../useRoom.ts';

/** The slice that a series opens at stands for it. */
export function SeriesThumbnail({ series }: { readonly series: Series }) {
  const undecoded = useStudy((state) => state.undecoded);
  return <SliceThumbnail slice={middleSlice(series, undecoded)} />;
}
