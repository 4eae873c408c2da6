import { stripBars, type ReportResult } from '../../report/index.ts';
import { t } from '../words/index.ts';

const WIDTH = 680;
const HEIGHT = 64;

/** P(any) over the series as a vector picture, sharp on paper. */
export function StripDrawing({ results }: { readonly results: readonly ReportResult[] }) {
  const count = results.length;
  return (
    <svg
      className="report-strip"
      viewBox={`-40 -6 ${WIDTH + 42} ${HEIGHT + 24}`}
      role="img"
      aria-label={t('print.strip', { count })}
    >
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <line x1={0} x2={WIDTH} y1={HEIGHT * (1 - share)} y2={HEIGHT * (1 - share)} className="grid" />
          <text x={-6} y={HEIGHT * (1 - share) + 3} textAnchor="end">
            {share * 100} %
          </text>
        </g>
      ))}
      {stripBars(results, WIDTH, HEIGHT).map(({ state, ...place }) => (
        <rect key={place.x} {...place} data-state={state} />
      ))}
      {ticksOf(count).map((number) => (
        <text key={number} x={((number - 0.5) * WIDTH) / count} y={HEIGHT + 14} textAnchor="middle">
          {number}
        </text>
      ))}
    </svg>
  );
}

/** The first, and then every so many that about ten are written. */
function ticksOf(count: number): number[] {
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((one) => count / one <= 12) ?? 1000;
  const even = Array.from({ length: Math.floor(count / step) }, (_, index) => (index + 1) * step);
  return count === 0 ? [] : [...new Set([1, ...even])];
}
