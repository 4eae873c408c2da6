/**
 * Attributes of an image as another object may repeat them (PS3.5 6.2). Headers hold what scanners and people wrote; what
 * does not fit is written as it is meant where that is plain, and else left empty: a cut identifier is somebody else's.
 */
import { dateOf } from '../../base/index.ts';

/**
 * Text that fits an attribute: LO holds 64 characters, SH 16; a backslash would begin a second value. What is cut ends in plain
 * dots, for some count bytes.
 */
export function fitting(text: string, most: number): string {
  const one = text.replaceAll('\\', '/').trim();
  return one.length <= most ? one : `${one.slice(0, most - 3)}...`;
}

/** LO and SH that name something: whole, or empty. */
export function identifier(text: string, most: number): string {
  const one = text.trim();
  return one.length <= most && !one.includes('\\') ? one : '';
}

/** DA: `YYYYMMDD`. */
export function dateValue(text: string): string {
  return dateOf(text)?.toISOString().slice(0, 10).replaceAll('-', '') ?? '';
}

/** TM: `HHMMSS.FFFFFF`, cut from the right. ACR-NEMA had colons. */
export function timeValue(text: string): string {
  const plain = text.trim().replace(/^(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?$/, '$1$2$3');
  return /^\d\d(\d\d(\d\d(\.\d{1,6})?)?)?$/.test(plain) ? plain : '';
}

/** CS of (0010,0040): `M`, `F` or `O`. */
export function sexValue(text: string): string {
  const [letter = ''] = /^(?:M(?=$|ALE$)|F(?=$|EMALE$)|O(?=$|THER$))/.exec(text.trim().toUpperCase()) ?? [];
  return letter;
}

/** CS: 16 capitals, digits, spaces and underscores. */
export function codeString(text: string): string {
  const capitals = text.trim().toUpperCase();
  return /^[A-Z0-9 _]{1,16}$/.test(capitals) ? capitals : '';
}

/** UI (PS3.5 9.1). Sets for research have names of their own in its place (`ID_00008ce3c`). */
export function isUid(text: string): boolean {
  return text.length <= 64 && /^\d+(\.\d+)*$/.test(text);
}

/** PN: up to three groups, of 64 characters each. */
export function personName(text: string): string {
  const groups = text.split('=').slice(0, 3);
  return groups.map((group) => fitting(group, 64)).join('=');
}
