import { useEffect, useRef, useState, type CSSProperties, type PointerEvent } from 'react';
import { HEMORRHAGE_CLASSES } from '../../base/index.ts';
import { activeSeries, sliceIndex, type SliceFinding } from '../../study/index.ts';
import { capitalised, percent } from '../format.ts';
import { useDeviceRatio } from '../useDeviceRatio.ts';
import { stateOf } from '../sliceState.ts';
import { useFindings, useRoom, useStudy, useThresholds, useView } from '../useRoom.ts';
import { drawStrip, slotWidth } from './stripPicture.ts';
import { bleedWord, classLabel, t } from '../words/index.ts';

/** The slice slider, laid over the series' probabilities: pressing a bar goes to its slice, resting on it tells all six. */
export function SliceStrip() {
  const { study } = useRoom();
  const series = useStudy(activeSeries);
  const index = useStudy(sliceIndex);
  const slices = useFindings((state) => state.slices);
  const of = useView((state) => state.evidenceClass);
  const thresholds = useThresholds();
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(canvas);
  const ratio = useDeviceRatio();
  const [hovered, setHovered] = useState<number>();
  const count = series?.slices.length ?? 0;

  useEffect(() => {
    const findings = series?.slices.map(({ id }) => slices.get(id)) ?? [];
    if (canvas.current) drawStrip(canvas.current, size, findings, { of, thresholds });
  }, [series, slices, size, of, thresholds, ratio]);

  const label = capitalised(bleedWord(of));
  const finding = slices.get(series?.slices[index]?.id ?? '');
  const undecoded = useStudy((state) => state.undecoded.has(series?.slices[index]?.id ?? ''));
  const place = { number: index + 1, of: count };
  const value =
    finding?.state === 'scored'
      ? t('strip.valueScored', {
          ...place,
          kind: bleedWord(of),
          probability: percent(finding.score.probabilities[of]),
        })
      : t(undecoded ? 'strip.valueUndecoded' : 'strip.value', place);
  const slot = slotWidth(size.width, count);
  const thumb: CSSProperties & Record<'--slot', string> = { '--slot': `${slot}px` };
  const follow = (event: PointerEvent<HTMLInputElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - left - slot / 2) / Math.max(1, width - slot);
    setHovered(Math.min(count - 1, Math.max(0, Math.round(share * (count - 1)))));
  };
  return (
    <div className="strip">
      <span className="strip-label">{label}</span>
      <div className="strip-body">
        <canvas ref={canvas} aria-hidden />
        <input
          type="range"
          aria-label={t('strip.label')}
          aria-valuenow={index + 1}
          aria-valuetext={value}
          min={1}
          max={Math.max(1, count)}
          step={1}
          value={index + 1}
          style={thumb}
          onChange={(event) => study.goTo(Number(event.currentTarget.value) - 1)}
          onPointerMove={follow}
          onPointerLeave={() => setHovered(undefined)}
        />
        {hovered !== undefined && hovered < count && (
          <HoveredSlice
            number={hovered + 1}
            finding={slices.get(series?.slices[hovered]?.id ?? '')}
            at={count > 1 ? hovered / (count - 1) : 0.5}
          />
        )}
      </div>
      <span className="strip-number">
        {index + 1} / {count}
      </span>
    </div>
  );
}

interface HoveredSliceProps {
  readonly number: number;
  readonly finding: SliceFinding | undefined;
  /** Along the strip, 0 to 1. */
  readonly at: number;
}

/** What the strip holds under the pointer; the slider's own value text tells the same to a screen reader. */
function HoveredSlice({ number, finding, at }: HoveredSliceProps) {
  const run = useFindings((state) => state.run);
  const probabilities = finding?.state === 'scored' ? finding.score.probabilities : undefined;
  return (
    <div className="strip-hover" aria-hidden style={{ left: `${at * 100}%`, translate: `${-at * 100}%` }}>
      <strong>{t('strip.hovered', { number })}</strong>
      {probabilities
        ? HEMORRHAGE_CLASSES.map((name) => (
            <span key={name}>
              {classLabel(name)} <span className="number">{percent(probabilities[name])}</span>
            </span>
          ))
        : stateOf(finding, run)?.short}
    </div>
  );
}

function useSize(element: { readonly current: HTMLElement | null }): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
