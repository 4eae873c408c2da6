import { useEffect, useRef, useState, type CSSProperties } from 'react';
import { activeSeries, sliceIndex } from '../../study/index.ts';
import { percent } from '../format.ts';
import { useFindings, useRoom, useStudy } from '../useRoom.ts';
import { drawStrip, slotWidth } from './stripPicture.ts';

/** The slice slider, laid over the series' probabilities: pressing a bar goes to its slice. */
export function SliceStrip() {
  const { study } = useRoom();
  const series = useStudy(activeSeries);
  const index = useStudy(sliceIndex);
  const slices = useFindings((state) => state.slices);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(canvas);
  const count = series?.slices.length ?? 0;

  useEffect(() => {
    const findings = series?.slices.map(({ id }) => slices.get(id)) ?? [];
    if (canvas.current) drawStrip(canvas.current, size, findings);
  }, [series, slices, size]);

  const finding = slices.get(series?.slices[index]?.id ?? '');
  const any =
    finding?.state === 'scored' ? `, any hemorrhage ${percent(finding.score.probabilities.any)}` : '';
  const thumb: CSSProperties & Record<'--slot', string> = { '--slot': `${slotWidth(size.width, count)}px` };
  return (
    <div className="strip">
      <span className="strip-label">Any hemorrhage</span>
      <div className="strip-body">
        <canvas ref={canvas} aria-hidden />
        <input
          type="range"
          aria-label="Slice"
          aria-valuenow={index + 1}
          aria-valuetext={`Slice ${index + 1} of ${count}${any}`}
          min={1}
          max={Math.max(1, count)}
          step={1}
          value={index + 1}
          style={thumb}
          onChange={(event) => study.goTo(Number(event.currentTarget.value) - 1)}
        />
      </div>
      <span className="strip-number">
        {index + 1} / {count}
      </span>
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
