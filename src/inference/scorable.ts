/** What the model was made to read: no number is shown for anything else. */
import type { Sentence } from '../base/index.ts';
import { isAxial, isInHounsfield, pixelProportion, type Slice } from '../dicom/index.ts';
import { say } from './sentences.ts';
import { isContrastAgent, namesContrast, namesHead, namesOtherPart, namesOtherPlane } from './words.ts';

/** Not a head by itself, but one is in it. */
const WHOLE_BODY = /(?:WHOLE|ENTIRE) ?BODY/;

/** Pixels; below it there is no head to be seen, though scouts and thumbnails are sent as slices. */
const LEAST_SIDE = 128;

/** Tube voltages of ordinary head CT, kV: outside of them blood, bone and contrast have other Hounsfield units. */
const LEAST_KV = 100;
const MOST_KV = 140;

/** A pixel is this much longer than wide at most: beyond it a head on the model's square picture is another shape. */
const MOST_STRETCHED = 1.1;

/** Millimetres; a thicker slice averages more of the head than any that the model saw. */
const MOST_THICKNESS = 10;

/** Why the model does not read this slice, as a sentence; undefined where it does. */
export function whyNotScored(slice: Slice): Sentence | undefined {
  const why = whyNot(slice);
  return why && say('notScored', { why });
}

function whyNot(slice: Slice): Sentence | undefined {
  const { modality } = slice.instance;
  if (modality !== 'CT') {
    return modality === '' ? say('readsCtNoModality') : say('readsCt', { modality });
  }
  if (slice.instance.notices.some(({ code }) => code === 'dicom/secondary-capture')) {
    return say('derivedPicture');
  }
  const { imageType, bodyPart, contrastAgent, rows, columns, series, study } = slice.instance;
  if (imageType.includes('LOCALIZER')) return say('localizer');
  if (!isInHounsfield(slice.instance)) return say('otherValues');
  if (bodyPart !== '' && !namesHead(bodyPart) && !WHOLE_BODY.test(bodyPart)) {
    return say('otherBodyPart', { part: bodyPart.toLowerCase() });
  }
  if (namesOtherPart(series.description)) {
    return say('otherPartNamed', { name: series.description });
  }
  // What a study is called covers all its series: one that says by itself that it is a head, or has one, is believed.
  if (bodyPart === '' && !namesHead(series.description) && namesOtherPart(study.description)) {
    return say('otherPartOfStudy', { name: study.description });
  }
  if (isContrastAgent(contrastAgent)) {
    return say('contrastAgent');
  }
  if (namesContrast(series.description)) {
    return say('contrastNamed', { name: series.description });
  }
  if (Math.min(rows, columns) < LEAST_SIDE) {
    return say('tooSmall', { columns, rows });
  }
  const kvp = slice.instance.kvp ?? LEAST_KV;
  if (kvp < LEAST_KV || kvp > MOST_KV) {
    return say('otherVoltage', { least: LEAST_KV, most: MOST_KV, kvp });
  }
  const thickness = slice.geometry.sliceThickness ?? 0;
  if (thickness > MOST_THICKNESS) {
    return say('tooThick', { most: MOST_THICKNESS, thickness });
  }
  const stretched = stretchOf(slice);
  if (stretched > MOST_STRETCHED) {
    return say('stretched', { times: { number: stretched, digits: 1 } });
  }
  if (!liesAxial(slice)) return say('notAxial');
  return undefined;
}

/** Longer side of a pixel over the shorter one; 1 where the file does not say. */
function stretchOf({ geometry }: Slice): number {
  const proportion = pixelProportion(geometry);
  return Math.max(proportion, 1 / proportion);
}

function liesAxial(slice: Slice): boolean {
  const { orientation } = slice.geometry;
  // Without an orientation only a name can speak against it: single exported slices often lack one.
  if (!orientation) return !namesOtherPlane(slice.instance.series.description);
  return isAxial(orientation);
}
