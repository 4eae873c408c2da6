/**
 * What a description says of a series. People write descriptions as they like: what they say plainly keeps a slice from being
 * scored (`scorable.ts`), what may be meant in several ways is a caution (`caution.ts`).
 */

/** Angiography, venography, perfusion, enhancement, named as such, in English and as German, French and Spanish sites do. */
const CONTRAST =
  /\bCT[APV]\b|ANGIO|VENOGRA|PERFUSION|\bC\+|(?:^|[ (_])\+ ?C\b|\bENHANCED|\bPOST.?CON(?:TRAST)?\b|(?:\bWITH|\bW\/?) ?(?:IV )?CON(?:TRAST)?\b|\bKM\b|VEN(?:Ö|OE)S|\b(?:CON|AVEC|COM) (?:CONTRASTE?|INJECTION)\b/i;

/** Says that there was none, or that the series was taken before there was any. */
const WITHOUT_CONTRAST =
  /\bNON?\b|WITHOUT|\bW\/?O\b|UN-?ENHANCED|\bNATIVE?\b|\bC-|\b(?:PLAIN|PRE)\b|\bNCCT\b|\b(?:OHNE|SANS|SIN|SEM)\b/i;

/** *With and without*, as whole examinations are called: of one series it says neither. */
const BOTH =
  /\b(?:WITH|W)\W*(?:AND|&|\+)?\W*(?:WITHOUT|W\/?O)\b|\b(?:WITHOUT|W\/?O)\W*(?:AND|&|\+)?\W*(?:WITH|W)\b/i;

/**
 * A flow of contrast agent, as in `4cc sec` or `5 ml/s`, the letters for *contrast-enhanced*, and *post*, unless after an
 * operation or an injury.
 */
const PERHAPS_CONTRAST =
  /\bPOST\b(?![ -]?(?:OP|SURG|TRAUM|EVAC|COIL|CLIP|LYS|TPA))|\bCE(?:CT)?\b|\d ?(?:CC|ML) ?(?:\/|PER)? ?S(?:EC)?\b/i;

/** What Contrast/Bolus Agent holds where there was none; an agent may be called non-ionic. */
const NO_AGENT = /^\s*(?:no|none|non(?!\W*ion)|native?|without|ohne|w\/?o|-+|0)\b|^\s*-+\s*$/i;

const OTHER_PARTS =
  /\b(?:CHEST|THORAX|LUNGS?|ABDOMEN|ABD|PELVIS|LIVER|KIDNEYS?|(?:[CTL]-?|CERVICAL |THORACIC |LUMBAR )SPINE|SPINE|SHOULDER|KNEE|HIP|ANKLE|FOOT|WRIST|ELBOW|CORONARY|CARDIAC|HEART)\b/i;

const HEAD = /HEAD|BRAIN|SKULL|CRAN|NEURO|CEREBR|KOPF|SCH(?:AE|Ä)DEL/i;

const OTHER_PLANES = /\b(?:COR|CORONAL|SAG|SAGITTAL)\b/i;

export function namesContrast(description: string): boolean {
  return CONTRAST.test(description) && !WITHOUT_CONTRAST.test(description);
}

/** Says it, or something that may mean it. */
export function mayNameContrast(description: string): boolean {
  if (BOTH.test(description)) return true;
  return (
    (CONTRAST.test(description) || PERHAPS_CONTRAST.test(description)) && !WITHOUT_CONTRAST.test(description)
  );
}

/** @param agent  the element's value; empty where a file has none */
export function isContrastAgent(agent: string): boolean {
  return agent !== '' && !NO_AGENT.test(agent);
}

/** Another part of the body, and no head beside it. */
export function namesOtherPart(description: string): boolean {
  return OTHER_PARTS.test(description) && !HEAD.test(description);
}

export function namesOtherPlane(description: string): boolean {
  return OTHER_PLANES.test(description);
}
