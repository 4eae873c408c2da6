import type { Series } from '../../dicom/index.ts';
import { putOnScreen, scoringProgress, type FindingsState } from '../../study/index.ts';
import { seriesName } from '../names.ts';
import { dragSeries } from '../seriesDrag.ts';
import { useFindings, useRoom } from '../useRoom.ts';
import { SeriesThumbnail } from './SeriesThumbnail.tsx';
import { t } from '../words/index.ts';

interface SeriesOptionProps {
  readonly series: Series;
  /** Of the grid, from 1. */
  readonly row: number;
  readonly active: boolean;
}

export function SeriesOption({ series, row, active }: SeriesOptionProps) {
  const room = useRoom();
  const slices = useFindings((state) => state.slices);
  const name = seriesName(series, t('series.unnamed'));
  return (
    <div
      role="option"
      aria-selected={active}
      tabIndex={active ? 0 : -1}
      className="series-option"
      style={{ gridRow: row }}
      title={t('series.drag')}
      draggable
      onDragStart={(event) => dragSeries(event.dataTransfer, series.key)}
      // A click must not take the arrow keys away from the image.
      onDragEnd={(event) => event.currentTarget.blur()}
      onClick={(event) => {
        putOnScreen(room, series.key);
        event.currentTarget.blur();
      }}
    >
      <SeriesThumbnail series={series} />
      <span className="series-words">
        <span className="series-name" title={name}>
          {name}
        </span>
        <span className="dim">
          {series.modality || t('series.unknownModality')} ·{' '}
          {t('series.slices', { count: series.slices.length })}
          {series.timePoint && ` · ${t('series.time', series.timePoint)}`}
        </span>
        <span className="dim">{howFar(series, slices)}</span>
      </span>
    </div>
  );
}

function howFar(series: Series, slices: FindingsState['slices']): string {
  const findings = series.slices.flatMap(({ id }) => slices.get(id) ?? []);
  const { scored, total, failed } = scoringProgress(findings);
  if (total === 0) return t('series.notScored');
  if (failed > 0) return t('series.someFailed', { scored, failed });
  return scored === total ? t('series.analysed') : t('series.analysedOf', { scored, total });
}
