/** The outline of an annotation on the screen, as SVG path data. */
import type { Point } from '../view.ts';
import type { AnnotationKind } from './types.ts';

/** CSS pixels. */
const HEAD = 13;
const HEAD_ANGLE = 0.42;

/** @param points  of the annotation, in CSS pixels of the pane */
export function outlineOf(kind: AnnotationKind, points: readonly Point[]): string {
  const [a, b, c, d] = points;
  if (!a || !b) return '';
  switch (kind) {
    case 'length':
      return line(a, b);
    case 'angle':
      return c ? line(a, b, c) : '';
    case 'rectangle':
      return `${line(a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y })}Z`;
    case 'ellipse':
      return ellipse(a, b);
    case 'arrow':
      return line(a, b) + head(a, b);
    case 'volume':
      return c && d ? line(a, b) + line(c, d) : '';
  }
}

function line(...points: readonly Point[]): string {
  return points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
}

/** A picture is turned by whole quarters only, so that an ellipse's axes stay the screen's. */
function ellipse(a: Point, b: Point): string {
  const rx = Math.abs(b.x - a.x) / 2;
  const ry = Math.abs(b.y - a.y) / 2;
  const left = Math.min(a.x, b.x);
  const y = (a.y + b.y) / 2;
  return `M${left} ${y}A${rx} ${ry} 0 1 0 ${left + 2 * rx} ${y}A${rx} ${ry} 0 1 0 ${left} ${y}Z`;
}

function head(tip: Point, tail: Point): string {
  const way = Math.atan2(tail.y - tip.y, tail.x - tip.x);
  const barb = (angle: number) => ({ x: tip.x + HEAD * Math.cos(angle), y: tip.y + HEAD * Math.sin(angle) });
  return line(barb(way - HEAD_ANGLE), tip, barb(way + HEAD_ANGLE));
}
