/** Pictures of slices as they are taken away: what is on screen, and the key images. */
import {
  activeSeries,
  activeSlice,
  extentOf,
  fileWindowNumber,
  isTilted,
  keyImagesInOrder,
  measuredImage,
  seriesCautions,
  sliceIndex,
  voiOf,
} from '../../study/index.ts';
import type { HounsfieldFrame } from '../../dicom/index.ts';
import {
  isNegative,
  still,
  stillScale,
  upright,
  type Viewport,
  type WindowPreset,
} from '../../viewport/index.ts';
import type { Plane } from '../../volume/index.ts';
import type { Room } from '../room.ts';
import { captionsBeside, captionsOf, type Pictured } from './captions.ts';
import { drawPicture, type PictureBeside } from './drawPicture.ts';
import { t, tell } from '../words/index.ts';

export interface TakenPicture {
  readonly of: Pictured;
  readonly canvas: HTMLCanvasElement;
}

/** Side of a key image, pixels: larger than the matrix of a head CT, so that nothing of it is lost. */
const STILL_SIDE = 1024;
/** Its text is a little larger than on screen: it is often shown small. */
const STILL_UNIT = 1.25;

/**
 * What the viewport shows, as it shows it; undefined where it shows nothing.
 * @param withPanes  with the other windows or the cuts beside it, where they are on screen
 */
export async function pictureOnScreen(room: Room, withPanes: boolean): Promise<TakenPicture | undefined> {
  const state = room.study.getState();
  const { evidence, evidenceClass, identity, inverted, attitude, scale } = room.view.getState();
  const [series, slice, viewport] = [activeSeries(state), activeSlice(state), room.panes.image()];
  const frame = slice && room.planes.frames.get(slice.id);
  if (!series || !slice || !frame || !viewport) return undefined;
  const findings = room.findings.getState();
  const overlaid = evidence === 'shown' && findings.slices.get(slice.id)?.state === 'scored';
  const of: Pictured = {
    series,
    slice,
    index: sliceIndex(state),
    slab: room.planes.slabOf(slice.id),
    voi: voiOf(state.window, slice, frame),
    fileWindow: fileWindowNumber(state.window, slice),
    whole: false,
    scale,
    negative: isNegative(frame, inverted),
    attitude,
    cautions: seriesCautions(series, extentOf(state, series)),
    keyImage: room.keyImages.getState().windows.has(slice.id),
    evidence: overlaid ? evidenceClass : undefined,
  };
  const captions = captionsOf(of, findings, identity);
  const [image, ...beside] = await Promise.all([viewport.picture(), ...(withPanes ? panesBeside(room) : [])]);
  return { of, canvas: drawPicture(image, captions, devicePixelRatio, beside) };
}

/** Of the same slice or volume: a compared series may be another patient's, whose name would not be in the picture. */
function panesBeside(room: Room): Promise<PictureBeside>[] {
  const panes = room.panes.all();
  const lead = panes.find(({ name }) => name === 'image')?.element.getBoundingClientRect();
  if (!lead) return [];
  return panes.flatMap(({ name, viewport, element }) => {
    if (name === 'image' || name === 'series') return [];
    const { left, top } = element.getBoundingClientRect();
    const place = { x: left - lead.left, y: top - lead.top, lines: linesOf(room, name, viewport) };
    return [viewport.picture().then((image) => ({ image, ...place }))];
  });
}

function linesOf(
  { planes, study, view }: Room,
  name: Plane | WindowPreset['id'],
  viewport: Viewport,
): readonly string[] {
  const { inverted, slab } = view.getState();
  const shown = (frame: HounsfieldFrame | undefined) => ({
    negative: frame !== undefined && isNegative(frame, inverted),
    attitude: viewport.look().view.attitude,
    voi: viewport.voi(),
  });
  if (name === 'coronal' || name === 'sagittal') {
    const state = study.getState();
    const slice = activeSlice(state);
    const of = {
      name: t(`pane.${name}`),
      position: planes.placeOf(name),
      tilted: isTilted(activeSeries(state)),
      fileWindow: slice && fileWindowNumber(state.window, slice),
      slab,
    };
    return captionsBeside({ ...of, ...shown(planes.image(name)?.frame) });
  }
  const { sliceId = '' } = study.getState();
  const of = {
    name: t(`windows.${name}`),
    position: undefined,
    tilted: false,
    fileWindow: undefined,
    slab: planes.slabOf(sliceId),
  };
  return captionsBeside({ ...of, ...shown(planes.frames.get(sliceId)) });
}

/** Each whole, in the window it was marked in, with what is drawn on it. */
export function keyPictures({ study, findings, view, keyImages, annotations }: Room): TakenPicture[] {
  const { identity } = view.getState();
  const state = study.getState();
  return keyImagesInOrder(state, keyImages.getState()).flatMap((key) => {
    const frame = study.frames.get(key.slice.id);
    if (!frame) return [];
    const of: Pictured = {
      ...key,
      slab: undefined,
      whole: true,
      scale: stillScale(frame, key.slice.geometry, STILL_SIDE / STILL_UNIT),
      negative: isNegative(frame, false),
      attitude: upright,
      cautions: seriesCautions(key.series, extentOf(state, key.series)),
      keyImage: true,
      evidence: undefined,
    };
    const measured = measuredImage(key.series, key.slice, study.frames);
    const drawn = measured && {
      annotations: annotations.getState().drawn.get(key.slice.id) ?? [],
      image: measured,
      unit: STILL_UNIT,
      tell,
    };
    const image = still(frame, key.slice.geometry, key.voi, STILL_SIDE, drawn);
    return [{ of, canvas: drawPicture(image, captionsOf(of, findings.getState(), identity), STILL_UNIT) }];
  });
}

/** Tells slices of several series apart, and sorts as they lie: `series-2-time-1-slice-012`. */
export function pictureName({ series, index }: Pictured): string {
  const number = series.number === undefined ? '' : `series-${series.number}-`;
  const time = series.timePoint ? `time-${series.timePoint.number}-` : '';
  return `${number}${time}slice-${String(index + 1).padStart(3, '0')}`;
}
