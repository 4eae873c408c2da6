/** How panes that are looked at together lie: of one slice alike, of two series so that a millimetre is as long in both. */
import { dot, type Slice, type Vector3 } from '../dicom/index.ts';
import { axesOf, type Attitude, type Look, type Viewport } from '../viewport/index.ts';
import { centreOf, isParallel, isSameFrame } from './place.ts';

/** Viewports that are zoomed and panned together. They know each other's look as that of the image's own pane. */
export interface LookGroup {
  /** @returns what takes the viewport out again */
  join(viewport: Viewport, as?: LookMember): () => void;
  /** Lays a member as the others lie, whose picture is another one than before. */
  follow(viewport: Viewport): void;
}

export interface LookMember {
  /** The others lie as it does from now on; one that does not lead lies as they do. */
  readonly leads?: boolean;
  /** Of one that shows another image; without it both mean the same. Undefined where they cannot be compared. */
  readonly toImage?: (look: Look, image: Look) => Look | undefined;
  readonly fromImage?: (image: Look) => Look | undefined;
}

export function createLookGroup(): LookGroup {
  const members = new Map<Viewport, LookMember>();
  let last: Look | undefined;

  function lay(viewport: Viewport, { fromImage }: LookMember = {}): void {
    const look = last && fromImage ? fromImage(last) : last;
    if (look) viewport.setLook(look);
  }

  return {
    join(viewport, as = {}) {
      const lead = (look: Look) => {
        const image = as.toImage ? last && as.toImage(look, last) : look;
        if (!image) return;
        last = image;
        for (const [other, member] of members) if (other !== viewport) lay(other, member);
      };
      members.set(viewport, as);
      if (as.leads) lead(viewport.look());
      else lay(viewport, as);
      const end = viewport.subscribe((event) => {
        if (event.kind === 'look') lead(event.look);
      });
      return () => {
        end();
        members.delete(viewport);
        if (members.size === 0) last = undefined;
      };
    },
    follow: (viewport) => lay(viewport, members.get(viewport)),
  };
}

/**
 * How `to` lies beside `from`: a millimetre as long, and in the middle of its pane what is in the middle of the other: the
 * same place in the patient in one frame of reference, else the same place from the middle of the image.
 * @param look  of `from`
 * @param attitude  of `to`, which is turned by itself
 * @returns  undefined where a spacing is not known, or one crosses the other
 */
export function lookBeside({ view }: Look, from: Slice, to: Slice, attitude: Attitude): Look | undefined {
  const [spacing, spacingTo] = [from.geometry.pixelSpacing, to.geometry.pixelSpacing];
  if (!spacing || !spacingTo) return undefined;
  const { orientation } = from.geometry;
  const { orientation: orientationTo } = to.geometry;
  if (orientation && orientationTo && !isParallel(orientation, orientationTo)) return undefined;
  const perMillimetre = view.scale / Math.min(spacing.row, spacing.column);
  const axes = axesOf(view.attitude);
  // From the middle of the pane to that of the image, mm along its rows and columns.
  let x = (view.pan.x * axes.x.x + view.pan.y * axes.x.y) / perMillimetre;
  let y = (view.pan.x * axes.y.x + view.pan.y * axes.y.y) / perMillimetre;
  if (orientation && orientationTo) {
    const [middle, middleTo] = [centreOf(from), centreOf(to)];
    const known = middle && middleTo && isSameFrame(from.instance, to.instance);
    const along = (axis: Vector3) =>
      x * dot(axis, orientation.row) +
      y * dot(axis, orientation.column) +
      (known ? dot(axis, middleTo) - dot(axis, middle) : 0);
    [x, y] = [along(orientationTo.row), along(orientationTo.column)];
  }
  const { x: across, y: down } = axesOf(attitude);
  const pan = {
    x: (x * across.x + y * down.x) * perMillimetre,
    y: (x * across.y + y * down.y) * perMillimetre,
  };
  return {
    view: { scale: perMillimetre * Math.min(spacingTo.row, spacingTo.column), pan, attitude },
    fits: false,
  };
}
