import type { Series } from '../../dicom/index.ts';
import { putOnScreen, scoringProgress, type FindingsState } from '../../study/index.ts';
import { dragSeries } from '../seriesDrag.ts';
import { useFindings, useRoom } from '../useRoom.ts';
import { SeriesThumbnail } from './SeriesThumbnail.tsx';

interface SeriesOptionProps {
  readonly series: Series;
  /** Of the grid, from 1. */
  readonly row: number;
  readonly active: boolean;
}

export function SeriesOption({ series, row, active }: SeriesOptionProps) {
  const room = useRoom();
  const slices = useFindings((state) => state.slices);
  return (
    <div
      role="option"
      aria-selected={active}
      tabIndex={active ? 0 : -1}
      className="series-option"
      style={{ gridRow: row }}
      title="Drag onto a pane to show it there"
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
        <span className="series-name" title={nameOf(series)}>
          {nameOf(series)}
        </span>
        <span className="dim">
          {series.modality || 'Unknown modality'} · {series.slices.length}{' '}
          {series.slices.length === 1 ? 'slice' : 'slices'}
          {series.timePoint && ` · time ${series.timePoint.number} of ${series.timePoint.of}`}
        </span>
        <span className="dim">{howFar(series, slices)}</span>
      </span>
    </div>
  );
}

function nameOf({ number, description }: Series): string {
  return [number, description || 'Unnamed series'].filter((part) => part !== undefined).join('  ');
}

function howFar(series: Series, slices: FindingsState['slices']): string {
  const findings = series.slices.flatMap(({ id }) => slices.get(id) ?? []);
  const { scored, total, failed } = scoringProgress(findings);
  if (total === 0) return 'Not scored';
  if (failed > 0) return `Analysed ${scored}, failed ${failed}`;
  return scored === total ? 'Analysed' : `Analysed ${scored} of ${total}`;
}
