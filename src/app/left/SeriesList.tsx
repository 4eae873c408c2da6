/**
 * Studies with their series. Arrows go through the series and show each; with Ctrl the focus alone moves, so that a series
 * can be put beside the image without being shown in it. A study's button stands outside of the list box, which may hold
 * nothing but options: both lie in one grid.
 */
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { openStudies, putBeside, putOnScreen } from '../../study/index.ts';
import { showBeside } from '../commands/layout.ts';
import { commandWith, keyOf } from '../commands/keys.ts';
import { studyName } from '../names.ts';
import { useRoom, useStudy } from '../useRoom.ts';
import { SeriesOption } from './SeriesOption.tsx';
import { CloseStudyButton, StudyHeading } from './StudyHeading.tsx';
import { t } from '../words/index.ts';

export function SeriesList() {
  const room = useRoom();
  const series = useStudy((state) => state.series);
  const active = useStudy(({ seriesKey }) => seriesKey);
  const studies = openStudies({ series });
  const order = studies.flatMap((study) => study.series);

  const list = useRef<HTMLDivElement>(null);
  const ready = useStudy(({ intake }) => intake.phase === 'ready');
  useEffect(() => {
    const option = list.current?.querySelector('[aria-selected=true]');
    if (list.current && option) scrollWithin(list.current, option);
    // Again when all is read: the one chosen lies elsewhere among many.
  }, [active, ready]);

  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const options = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=option]')];
    const focused = options.findIndex((option) => option === event.target);
    const here = order[focused];
    const key = keyOf(event);
    if (here && key !== undefined && commandWith(key, room.keys.getState()) === showBeside) {
      event.preventDefault();
      if (!putBeside(room, here.key)) showBeside.run(room);
      return;
    }
    if (here && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      putOnScreen(room, here.key);
      return;
    }
    const from = event.ctrlKey ? focused : order.findIndex((one) => one.key === active);
    const steps: Record<string, number> = {
      ArrowDown: from + 1,
      ArrowUp: from - 1,
      Home: 0,
      End: order.length - 1,
    };
    const index = steps[event.key] ?? -1;
    const target = order[index];
    if (!target) return;
    event.preventDefault();
    if (!event.ctrlKey) putOnScreen(room, target.key);
    options[index]?.focus();
  };

  let row = 0;
  const rows = studies.map((study) => {
    const heading = ++row;
    return { study, heading, series: study.series.map((one) => ({ one, row: ++row })) };
  });
  return (
    <section className="series">
      <h2>{t('series.heading', { count: studies.length })}</h2>
      <div ref={list} className="series-list">
        <div role="listbox" aria-label={t('series.label')} className="in-grid" onKeyDown={walk}>
          {rows.map(({ study, heading, series: members }) => (
            <div key={study.key} role="group" aria-label={studyName(study)} className="in-grid">
              <StudyHeading study={study} row={heading} />
              {members.map(({ one, row: place }) => (
                <SeriesOption key={one.key} series={one} row={place} active={one.key === active} />
              ))}
            </div>
          ))}
        </div>
        {rows.map(({ study, heading }) => (
          <CloseStudyButton key={study.key} study={study} row={heading} />
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
