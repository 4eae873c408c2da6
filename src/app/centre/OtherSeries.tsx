import { useState } from 'react';
import type { Series } from '../../dicom/index.ts';
import { seriesBeside, seriesToCompare, showOtherSeries } from '../../study/index.ts';
import { upright, type Viewport } from '../../viewport/index.ts';
import { useRoom, useStudy, useView } from '../useRoom.ts';
import { Changes } from './Changes.tsx';
import { SeriesOptions, WhoseSeries } from './Compared.tsx';
import { LinkNote } from './LinkNote.tsx';
import { Probe } from './Probe.tsx';
import { useOwnViewport } from './useOwnViewport.ts';
import { t } from '../words/index.ts';

/** The pane of the series that the one on screen is compared with. */
export function OtherSeries() {
  const { view } = useRoom();
  const study = useStudy((state) => state);
  const besideKey = useView((state) => state.besideKey);
  const others = seriesToCompare(study);
  const chosen = seriesBeside(study, { besideKey });
  if (!chosen) {
    return (
      <section className="pane no-planes" aria-label={t('pane.otherSeries')}>
        <p>{t('pane.noOtherSeries')}</p>
      </section>
    );
  }
  return (
    <section className="pane" aria-label={t('pane.otherSeries')}>
      <SeriesBeside key={chosen.key} series={chosen} />
      <WhoseSeries series={chosen} />
      <label className="series-choice">
        <span className="visually-hidden">{t('pane.seriesToCompare')}</span>
        <select
          value={chosen.key}
          onChange={(event) => view.setState({ besideKey: event.currentTarget.value })}
        >
          <SeriesOptions series={others} />
        </select>
      </label>
    </section>
  );
}

function SeriesBeside({ series }: { readonly series: Series }) {
  const { key, slices } = series;
  const room = useRoom();
  const [index, setIndex] = useState<number>();
  const place = useOwnViewport((viewport: Viewport) => showOtherSeries(viewport, key, room, setIndex));
  const slice = index === undefined ? undefined : slices[index];
  return (
    <>
      <div ref={place} className="viewport-place" />
      <div className="corner bottom left-side">
        <Probe pane="series" />
        <LinkNote series={series} />
        <strong className="slice-number">
          {index === undefined ? '–' : `${index + 1} / ${slices.length}`}
        </strong>
      </div>
      <div className="corner bottom right-side">
        <Changes frame={slice && room.study.frames.get(slice.id)} attitude={upright} />
      </div>
    </>
  );
}
