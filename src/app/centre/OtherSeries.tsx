import type { Series } from '../../dicom/index.ts';
import {
  activeSeries,
  seriesBeside,
  seriesToCompare,
  showOtherSeries,
  sliceBeside,
  windowOfOther,
} from '../../study/index.ts';
import { useRoom, useSlabOf, useStudy, useView } from '../useRoom.ts';
import { SeriesOptions, WhoseSeries } from './Compared.tsx';
import { LinkNote } from './LinkNote.tsx';
import { PaneChoice } from './PaneChoice.tsx';
import { PaneScores } from './PaneScores.tsx';
import { SliceCorner } from './SliceCorner.tsx';
import { Undecoded } from './Undecoded.tsx';
import { useImageLeads } from './useImageLeads.ts';
import { useLying } from './useLying.ts';
import { useOwnViewport } from './useOwnViewport.ts';
import { WindowCorner, Zoom } from './WindowCorner.tsx';
import { t } from '../words/index.ts';

/** The pane of the series that the one on screen is compared with. */
export function OtherSeries() {
  const { view } = useRoom();
  const study = useStudy((state) => state);
  const besideKey = useView((state) => state.besideKey);
  const others = seriesToCompare(study);
  const chosen = seriesBeside(study, { besideKey });
  useImageLeads();
  if (!chosen) {
    return (
      <section className="pane empty-pane" aria-label={t('pane.otherSeries')}>
        <p>{t('pane.noOtherSeries')}</p>
      </section>
    );
  }
  return (
    <section className="pane" aria-label={t('pane.otherSeries')} tabIndex={-1}>
      <SeriesBeside key={chosen.key} series={chosen} />
      <WhoseSeries series={chosen} />
      <PaneChoice
        label={t('pane.seriesToCompare')}
        value={chosen.key}
        onChoose={(key) => view.setState({ besideKey: key })}
      >
        <SeriesOptions series={others} />
      </PaneChoice>
    </section>
  );
}

function SeriesBeside({ series }: { readonly series: Series }) {
  const room = useRoom();
  const besideOffset = useView((state) => state.besideOffset);
  const index = useStudy((state) => sliceBeside(state, { besideOffset }, series)?.index);
  const image = useStudy(activeSeries);
  const shared = useStudy((state) => state.window);
  const own = useView((state) => state.paneWindows.series);
  const [lying, followLying] = useLying();
  const place = useOwnViewport('series', (viewport) => {
    const ends = [showOtherSeries(viewport, series.key, room), followLying(viewport)];
    return () => ends.forEach((end) => end());
  });
  const slice = index === undefined ? undefined : series.slices[index];
  const slab = useSlabOf(slice);
  return (
    <>
      <div ref={place} className="viewport-place" />
      <Undecoded slice={slice} />
      <PaneScores slice={slice} inPanel={false} />
      {slice && index !== undefined && (
        <>
          <SliceCorner pane="series" series={series} index={index} slab={slab}>
            <LinkNote series={series} />
          </SliceCorner>
          <WindowCorner
            slice={slice}
            frame={room.planes.frames.get(slice.id)}
            spacing={slice.geometry.pixelSpacing}
            lying={lying}
            choice={windowOfOther(image, series, shared, own)}
          >
            <Zoom scale={lying.scale} />
          </WindowCorner>
        </>
      )}
    </>
  );
}
