/**
 * What a description says of a series. People write descriptions as they like: what they say plainly keeps a slice from being
 * scored (`scorable.ts`), what may be meant in several ways is a caution (`caution.ts`).
 */

/** Angiography, venography, perfusion, enhancement, named as such, in English and as German, French and Spanish sites do. */
const CONTRAST =
  /\bCT[APV]\b|ANGIO|VENOGRA|PERFUSION|\bC\+|(?:^|[ (])\+ ?C\b|\bENHANCED|\bPOST.?CON(?:TRAST)?\b|(?:\bWITH|\bW\/?) ?(?:IV )?CON(?:TRAST)?\b|\bKM\b|VEN(?:Ö|OE)S|\b(?:CON|AVEC|COM) (?:CONTRASTE?|INJECTION)\b/i;

/** Of these, what cannot be had without contrast agent, whatever else is said: *CTA head, no bone*. */
const WITH_CONTRAST_ALONE = /\bCT[APV]\b|ANGIO|VENOGRA|PERFUSION/i;

/** After *pre* and *post*, which may be those of an operation or an injury and then say nothing of contrast agent. */
const UNLESS_TREATED = String.raw`(?![ -]?(?:OP|SURG|TRAUM|EVAC|COIL|CLIP|LYS|TPA))`;

/** Says that there was none, or that the series was taken before there was any. */
const WITHOUT_CONTRAST = new RegExp(
  String.raw`\bNON?\b|WITHOUT|\bW\/?O\b|UN-?ENHANCED|\bNATIVE?\b|\bC-(?!\w)|\bPLAIN\b|\bPRE\b${UNLESS_TREATED}|\bNCCT\b|\b(?:OHNE|SANS|SIN|SEM)\b`,
  'i',
);

/** *With and without*, as whole examinations are called: of one series it says neither. */
const BOTH =
  /\b(?:WITH|W)\W*(?:AND|&|\+)?\W*(?:WITHOUT|W\/?O)\b|\b(?:WITHOUT|W\/?O)\W*(?:AND|&|\+)?\W*(?:WITH|W)\b/i;

/**
 * A flow of contrast agent, as in `4cc sec` or `5 ml/s`, the letters for *contrast-enhanced*, the word alone, *post*, phases
 * named by the vessels that are full in them, and what perfusion is called by scanners and its maps.
 */
const PERHAPS_CONTRAST = new RegExp(
  String.raw`\bPOST\b${UNLESS_TREATED}|\bCE(?:CT)?\b|\d ?(?:CC|ML) ?(?:\/|PER)? ?S(?:EC)?\b|\b[CK]ONTRAST|\bARTERI(?:AL|ELL)|\b(?:PORTAL|VENOUS)\b|DYNMULTI|\b(?:CBF|CBV|MTT|TTP|TMAX)\b`,
  'i',
);

/** What Contrast/Bolus Agent begins with where there was none; an agent may be called non-ionic, and measured in `0.5 mmol`. */
const NO_AGENT =
  /^[^\p{L}\p{N}]*(?:no|none|non(?!\W*ion)|nil|null|plain|native?|without|w\/?o|ohne|keine?|0(?![.,]\d))\b/iu;
/** The same, alone: signs, or that nobody knew. */
const NOTHING_SAID = /^[^\p{L}\p{N}]*(?:(?:n|n\/?a|unknown)[^\p{L}\p{N}]*)?$/iu;

const OTHER_PARTS =
  /\b(?:NECK|HALS\w*|[HBL]WS|WIRBELS(?:Ä|AE)ULE|BECKEN|EXTREMIT\w*|CHEST|THORAX|LUNGS?|ABDOMEN|ABD|PELVIS|LIVER|KIDNEYS?|(?:[CTL]-?|CERVICAL |THORACIC |LUMBAR )SPINE|SPINE|SHOULDER|KNEE|HIP|ANKLE|FOOT|WRIST|ELBOW|CORONARY|CARDIAC|HEART)\b/i;

/** In English, German, French and Spanish, as descriptions and as Body Part Examined; CCT is the cranial one, NCCT the plain. */
const HEAD = /\b[CN]?CCT\b|HEAD|BRAIN|SKULL|CRAN|NEURO|CEREB|KOPF|SCH(?:AE|Ä)DEL|HIRN|\bT[EÊ]TE\b|CABEZA/i;

const OTHER_PLANES = /\b(?:COR|CORONAL|SAG|SAGITTAL)\b/i;

/** Some sites write `CTA_HEAD`; to a pattern an underscore is a letter, and no word ends there. */
const spaced = (description: string) => description.replaceAll('_', ' ');

export function namesContrast(description: string): boolean {
  const said = spaced(description);
  return CONTRAST.test(said) && !WITHOUT_CONTRAST.test(said);
}

/** Says it, or something that may mean it. */
export function mayNameContrast(description: string): boolean {
  const said = spaced(description);
  if (BOTH.test(said) || WITH_CONTRAST_ALONE.test(said)) return true;
  return (CONTRAST.test(said) || PERHAPS_CONTRAST.test(said)) && !WITHOUT_CONTRAST.test(said);
}

/** @param agent  the element's value; empty where a file has none */
export function isContrastAgent(agent: string): boolean {
  return !NO_AGENT.test(agent) && !NOTHING_SAID.test(agent);
}

export function namesHead(text: string): boolean {
  return HEAD.test(spaced(text));
}

/** Another part of the body, and no head beside it. */
export function namesOtherPart(description: string): boolean {
  return OTHER_PARTS.test(spaced(description)) && !namesHead(description);
}

export function namesOtherPlane(description: string): boolean {
  return OTHER_PLANES.test(spaced(description));
}
