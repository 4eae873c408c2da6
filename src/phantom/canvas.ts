/**
 * One axial plane while it is drawn: where each pixel lies in the head, what is known of it so far, and its Hounsfield
 * value. Parts draw one after the other; a later one covers an earlier one by the fraction of the pixel that it fills,
 * which is how partial volume comes in. One canvas serves all slices of a series.
 */
export interface Canvas {
  /** Pixels a side. */
  readonly size: number;
  /** Millimetres a pixel. */
  readonly pixel: number;
  /** Slice thickness in millimetres. */
  readonly thickness: number;
  /** Head coordinates in mm: x to the patient's left, y to the back, z to the top; 0, 0, 0 on its axis at the ear canals. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly z: Float32Array;
  readonly hounsfield: Float32Array;
  /** Place in the contours' tables (see `anatomy/contour.ts`), in table steps. */
  readonly angle: Float32Array;
  /** Millimetres from the inner table of the vault towards the brain, in the plane; negative in bone and outside. */
  readonly depth: Float32Array;
  /** Millimetres straight up to the roof of the vault. */
  readonly roof: Float32Array;
  /** Fraction of the pixel within the skin. */
  readonly head: Float32Array;
  /** Fraction within the cranial cavity. */
  readonly cavity: Float32Array;
  /** Millimetres above the skull base, along its normal; negative in and below it. */
  readonly floor: Float32Array;
  /** Millimetres below the tentorium and behind the petrous ridges, in brain coordinates; negative above. */
  readonly posterior: Float32Array;
  /** Slow changes of brightness in tissue, HU. */
  readonly texture: Float32Array;
  /** Brain coordinates: head coordinates after individual variation and the push of a bleed. */
  readonly brainX: Float32Array;
  readonly brainY: Float32Array;
  /** Fraction filled by CSF of sulci and cisterns, and the distance to the larger fissures in mm. */
  readonly subarachnoid: Float32Array;
  readonly fissure: Float32Array;
  /** Fraction filled by ventricles, and the distance to their wall in mm, negative inside. */
  readonly ventricle: Float32Array;
  readonly ventricleWall: Float32Array;
  /** The scanner's noise, and a field that any part may use while it draws. */
  readonly grain: Float32Array;
  readonly scratch: Float32Array;
  /** Pixels that the head touches; only these are visited. */
  bounds: { top: number; bottom: number; left: number; right: number };
}

export function createCanvas(size: number, pixel: number, thickness: number): Canvas {
  const field = () => new Float32Array(size * size);
  return {
    size,
    pixel,
    thickness,
    x: field(),
    y: field(),
    z: field(),
    hounsfield: field(),
    angle: field(),
    depth: field(),
    roof: field(),
    head: field(),
    cavity: field(),
    floor: field(),
    posterior: field(),
    texture: field(),
    brainX: field(),
    brainY: field(),
    subarachnoid: field(),
    fissure: field(),
    ventricle: field(),
    ventricleWall: field(),
    grain: field(),
    scratch: field(),
    bounds: { top: 0, bottom: size, left: 0, right: size },
  };
}

/** Half the width in mm over which a scanner blurs an edge (a standard kernel resolves about 7 line pairs a cm). */
export const BLUR = 0.9;

/** Fraction covered at a signed distance (positive inside) where the edge is spread over `width`. */
export function coverage(distance: number, width: number): number {
  const part = distance / width + 0.5;
  return part <= 0 ? 0 : part >= 1 ? 1 : part;
}

/** Covers a pixel by a fraction of another tissue. */
export function cover(field: Float32Array, index: number, value: number, fraction: number): void {
  const before = field[index] ?? 0;
  field[index] = before + (value - before) * fraction;
}

/** The value of a field that is known to have one there. */
export function at(field: Float32Array, index: number): number {
  return field[index] ?? 0;
}

/**
 * Fills a field with a function that changes slowly: computed at every `step`-th pixel of the bounds and interpolated
 * between, which costs a `step²`-th of asking for every pixel.
 */
export function fillSmoothly(
  canvas: Canvas,
  field: Float32Array,
  step: number,
  value: (x: number, y: number, z: number) => number,
): void {
  const { top, bottom, left, right } = canvas.bounds;
  const columns = Math.ceil((right - left) / step) + 1;
  const last = canvas.size - 1;
  const nodes = (row: number) => {
    const line = new Float32Array(columns);
    const start = Math.min(last, row) * canvas.size;
    for (let node = 0; node < columns; node += 1) {
      const index = start + Math.min(last, left + node * step);
      line[node] = value(at(canvas.x, index), at(canvas.y, index), at(canvas.z, index));
    }
    return line;
  };
  let below = nodes(top);
  for (let band = top; band < bottom; band += step) {
    const above = below;
    below = nodes(band + step);
    for (let row = band; row < Math.min(bottom, band + step); row += 1) {
      const part = (row - band) / step;
      for (let node = 0; node + 1 < columns; node += 1) {
        const from = at(above, node) + (at(below, node) - at(above, node)) * part;
        const to = at(above, node + 1) + (at(below, node + 1) - at(above, node + 1)) * part;
        const start = row * canvas.size + left + node * step;
        const count = Math.min(step, right - left - node * step);
        for (let pixel = 0; pixel < count; pixel += 1)
          field[start + pixel] = from + ((to - from) * pixel) / step;
      }
    }
  }
}

/** Calls for each pixel that the head touches, row by row. */
export function forEachPixel(canvas: Canvas, visit: (index: number) => void): void {
  const { top, bottom, left, right } = canvas.bounds;
  for (let row = top; row < bottom; row += 1) {
    for (let index = row * canvas.size + left; index < row * canvas.size + right; index += 1) visit(index);
  }
}
