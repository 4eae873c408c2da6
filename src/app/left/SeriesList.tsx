import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { Series } from '../../dicom/index.ts';
import { scoringProgress, type FindingsState } from '../../study/index.ts';
import { useFindings, useRoom, useStudy } from '../useRoom.ts';
import { SeriesThumbnail } from './SeriesThumbnail.tsx';

export function SeriesList() {
  const room = useRoom();
  const series = useStudy((state) => state.series);
  const active = useStudy(({ seriesKey }) => seriesKey);
  const slices = useFindings((state) => state.slices);

  const list = useRef<HTMLDivElement>(null);
  const ready = useStudy(({ intake }) => intake.phase === 'ready');
  useEffect(() => {
    const option = list.current?.querySelector('[aria-selected=true]');
    if (list.current && option) scrollWithin(list.current, option);
    // Again when all is read: the one chosen lies elsewhere among many.
  }, [active, ready]);

  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const index = series.findIndex(({ key }) => key === active);
    const steps: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: series.length - 1,
    };
    const target = series[steps[event.key] ?? -1];
    if (!target) return;
    event.preventDefault();
    room.study.selectSeries(target.key);
    const option = event.currentTarget.querySelectorAll<HTMLElement>('[role=option]')[series.indexOf(target)];
    option?.focus();
  };

  const patients = new Set(series.map(({ patient }) => `${patient.id} ${patient.name}`));
  return (
    <section className="series">
      <h2>Series</h2>
      <div ref={list} role="listbox" aria-label="Series" className="series-list" onKeyDown={walk}>
        {series.map((one) => (
          <div
            key={one.key}
            role="option"
            aria-selected={one.key === active}
            tabIndex={one.key === active ? 0 : -1}
            className="series-option"
            // A click must not take the arrow keys away from the image.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => room.study.selectSeries(one.key)}
          >
            <SeriesThumbnail series={one} />
            <span className="series-words">
              {patients.size > 1 && (
                <span className="series-name">{one.patient.name || one.patient.id || 'No patient name'}</span>
              )}
              <span className={patients.size > 1 ? 'dim' : 'series-name'} title={nameOf(one)}>
                {nameOf(one)}
              </span>
              <span className="dim">
                {one.modality || 'Unknown modality'} · {one.slices.length}{' '}
                {one.slices.length === 1 ? 'slice' : 'slices'}
                {one.timePoint && ` · time ${one.timePoint.number} of ${one.timePoint.of}`}
              </span>
              <span className="dim">{howFar(one, slices)}</span>
            </span>
          </div>
        ))}
      </div>
    </section>
  );
}

/** The list alone: `scrollIntoView` would scroll the page as well, and the image out of sight. */
function scrollWithin(list: HTMLElement, option: Element): void {
  const outer = list.getBoundingClientRect();
  const inner = option.getBoundingClientRect();
  list.scrollTop += Math.min(0, inner.top - outer.top) + Math.max(0, inner.bottom - outer.bottom);
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
