/**
 * What a description says of a series, where it says it plainly. People write descriptions as they like: what may be meant
 * in several ways is left to `caution.ts`, which warns and forbids nothing.
 */

/** Angiography, perfusion, enhancement, named as such. */
const CONTRAST =
  /\bCTA\b|ANGIO|PERFUSION|\bCTP\b|\bC\+|\bENHANCED|\bPOST.?CONTRAST|(?:\bWITH|\bW\/?) ?(?:IV )?CONTRAST/i;

/** Says that there was none, or that the series was taken before there was any. */
export const WITHOUT_CONTRAST =
  /\bNON?\b|WITHOUT|\bW\/?O\b|UN-?ENHANCED|\bNATIVE?\b|\bC-|\b(?:PLAIN|PRE)\b|\bNCCT\b/i;

const OTHER_PARTS =
  /\b(?:CHEST|THORAX|LUNGS?|ABDOMEN|ABD|PELVIS|LIVER|KIDNEYS?|(?:[CTL]-?|CERVICAL |THORACIC |LUMBAR )SPINE|SPINE|SHOULDER|KNEE|HIP|ANKLE|FOOT|WRIST|ELBOW|CORONARY|CARDIAC|HEART)\b/i;

const HEAD = /HEAD|BRAIN|SKULL|CRAN|NEURO|CEREBR|KOPF|SCH(?:AE|Ä)DEL/i;

const OTHER_PLANES = /\b(?:COR|CORONAL|SAG|SAGITTAL)\b/i;

export function namesContrast(description: string): boolean {
  return CONTRAST.test(description) && !WITHOUT_CONTRAST.test(description);
}

/** Another part of the body, and no head beside it. */
export function namesOtherPart(description: string): boolean {
  return OTHER_PARTS.test(description) && !HEAD.test(description);
}

export function namesOtherPlane(description: string): boolean {
  return OTHER_PLANES.test(description);
}
