/**
 * Ventricles, cisterns, nerves and muscles as a chain of elliptic tubes: cheap to bound, so that a slice pays only for
 * the pixels near them.
 */
import { BLUR, at, type Canvas } from '../canvas.ts';

export type Point = readonly [number, number, number];

/** A tube from one point to another, head coordinates in mm; half-axes along x, y and z at both ends. */
export interface Tube {
  readonly from: Point;
  readonly to: Point;
  readonly fromRadius: Point;
  readonly toRadius: Point;
}

/** A tube that ends where it begins. */
export function ellipsoid(center: Point, radius: Point): Tube {
  return { from: center, to: center, fromRadius: radius, toRadius: radius };
}

/** Tubes through points one after the other, each with its half-axes. */
export function chain(...knots: readonly (readonly [Point, Point])[]): Tube[] {
  const tubes: Tube[] = [];
  for (const [index, [to, toRadius]] of knots.entries()) {
    const before = knots[index - 1];
    if (before) tubes.push({ from: before[0], fromRadius: before[1], to, toRadius });
  }
  return tubes;
}

/** The same tubes on the other side of the midline. */
export function mirrored(tubes: readonly Tube[]): Tube[] {
  const flip = ([x, y, z]: Point): Point => [-x, y, z];
  return tubes.map((tube) => ({ ...tube, from: flip(tube.from), to: flip(tube.to) }));
}

/** Which coordinates of the canvas tubes are laid out in. */
export interface TubeFrame {
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** How far beyond a tube's wall distances are wanted, mm. */
  readonly reach: number;
  /** How far these coordinates may wander from head coordinates, mm. */
  readonly slack: number;
}

/**
 * Visits the pixels within reach of the tubes with the fraction a tube fills and the distance to its wall in mm (negative
 * inside). A pixel near several tubes is visited for each.
 */
export function traceTubes(
  canvas: Canvas,
  frame: TubeFrame,
  tubes: readonly Tube[],
  visit: (index: number, fraction: number, distance: number) => void,
): void {
  for (const tube of tubes) traceTube(canvas, frame, tube, visit);
}

function traceTube(
  canvas: Canvas,
  frame: TubeFrame,
  { from, to, fromRadius, toRadius }: Tube,
  visit: (index: number, fraction: number, distance: number) => void,
): void {
  const window = pixelWindow(canvas, frame, from, to, fromRadius, toRadius);
  if (!window) return;
  const [ax, ay, az] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  const length = ax * ax + ay * ay + az * az;
  for (let row = window.top; row < window.bottom; row += 1) {
    for (let index = row * canvas.size + window.left; index < row * canvas.size + window.right; index += 1) {
      const px = at(frame.x, index) - from[0];
      const py = at(frame.y, index) - from[1];
      const pz = at(canvas.z, index) - from[2];
      const along = length === 0 ? 0 : Math.min(1, Math.max(0, (px * ax + py * ay + pz * az) / length));
      const dx = px - along * ax;
      const dy = py - along * ay;
      const dz = pz - along * az;
      const ex = dx / (fromRadius[0] + along * (toRadius[0] - fromRadius[0]));
      const ey = dy / (fromRadius[1] + along * (toRadius[1] - fromRadius[1]));
      const rz = fromRadius[2] + along * (toRadius[2] - fromRadius[2]);
      const ez = dz / rz;
      const norm = Math.sqrt(ex * ex + ey * ey + ez * ez);
      if (norm < 1e-4) {
        visit(index, 1, -1);
        continue;
      }
      const distance = Math.sqrt(dx * dx + dy * dy + dz * dz) * (1 - 1 / norm);
      if (distance > frame.reach) continue;
      // The part of the slice's thickness that the wall's slope spreads over the plane.
      const slope = Math.min(1, Math.abs(ez) / norm);
      const fraction = 0.5 - distance / (BLUR + 0.8 * canvas.thickness * slope);
      visit(index, fraction < 0 ? 0 : fraction > 1 ? 1 : fraction, distance);
    }
  }
}

/** Rows and columns that a tube can reach; undefined where it lies above or below the slice. */
function pixelWindow(
  canvas: Canvas,
  frame: TubeFrame,
  from: Point,
  to: Point,
  fromRadius: Point,
  toRadius: Point,
) {
  const corner = canvas.bounds.top * canvas.size + canvas.bounds.left;
  const originX = at(canvas.x, corner);
  const originY = at(canvas.y, corner);
  const rx = Math.max(fromRadius[0], toRadius[0]);
  const ry = Math.max(fromRadius[1], toRadius[1]);
  const rz = Math.max(fromRadius[2], toRadius[2]);
  const slack = frame.reach + frame.slack + 1;
  const middle = at(canvas.z, (canvas.size * (canvas.size + 1)) / 2);
  const lift = 4 + canvas.thickness;
  if (middle + lift < Math.min(from[2], to[2]) - rz || middle - lift > Math.max(from[2], to[2]) + rz)
    return undefined;
  const next = corner + 1;
  const cos = (at(canvas.x, next) - originX) / canvas.pixel;
  const sin = (at(canvas.y, next) - originY) / canvas.pixel;
  const centerX = (from[0] + to[0]) / 2 - originX;
  const centerY = (from[1] + to[1]) / 2 - originY;
  const halfX = Math.abs(from[0] - to[0]) / 2 + rx + slack;
  const halfY = Math.abs(from[1] - to[1]) / 2 + ry + slack;
  const column = canvas.bounds.left + (centerX * cos + centerY * sin) / canvas.pixel;
  const row = canvas.bounds.top + (centerY * cos - centerX * sin) / canvas.pixel;
  const columns = (halfX * Math.abs(cos) + halfY * Math.abs(sin)) / canvas.pixel;
  const rows = (halfY * Math.abs(cos) + halfX * Math.abs(sin)) / canvas.pixel;
  return {
    top: Math.max(canvas.bounds.top, Math.floor(row - rows)),
    bottom: Math.min(canvas.bounds.bottom, Math.ceil(row + rows) + 1),
    left: Math.max(canvas.bounds.left, Math.floor(column - columns)),
    right: Math.min(canvas.bounds.right, Math.ceil(column + columns) + 1),
  };
}
