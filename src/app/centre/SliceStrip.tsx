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
  const width = useWidth(canvas);
  const count = series?.slices.length ?? 0;

  useEffect(() => {
    const findings = series?.slices.map(({ id }) => slices.get(id)) ?? [];
    if (canvas.current && width > 0) drawStrip(canvas.current, findings);
  }, [series, slices, width]);

  const finding = slices.get(series?.slices[index]?.id ?? '');
  const any =
    finding?.state === 'scored' ? `, any hemorrhage ${percent(finding.score.probabilities.any)}` : '';
  const thumb: CSSProperties & Record<'--slot', string> = { '--slot': `${slotWidth(width, count)}px` };
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

function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
