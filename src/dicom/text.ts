/** Text in any of DICOM's character sets (PS3.5 6.1), and person names as one reads them. */
import { convertBytes } from 'dicom-character-set';

/**
 * @param characterSet  Specific Character Set (0008,0005) with its backslashes; undefined is the default repertoire
 * @param vr            `PN` resets code extensions at `^` and `=` as well as at `\`
 */
export function decodeText(characterSet: string | undefined, bytes: Uint8Array, vr: 'PN' | 'LO'): string {
  // Subclasses such as Node's Buffer share memory on slice; the converter only takes plain arrays.
  const plain = new Uint8Array(bytes);
  const text = firstThat(
    () => undamaged(convertBytes(characterSet ? standardTerms(characterSet) : '', plain, { vr })),
    () => new TextDecoder('utf-8', { fatal: true }).decode(plain),
    () => new TextDecoder('windows-1252').decode(plain),
  );
  return text.replace(/\0[^]*$/, '').trim();
}

/** `ISO-IR 100`, `ISO IR 100` and `ISO_IR_100` are written in the wild for `ISO_IR 100`. */
function standardTerms(characterSet: string): string {
  return characterSet
    .split('\\')
    .map((term) => term.trim().replace(/^ISO[ _-]IR[ _-]?(?=\d)/i, 'ISO_IR '))
    .join('\\');
}

/**
 * Text that was decoded as UTF-8 and is none (a name in Latin-1 of a file that names no character set) says so by replacement
 * characters alone; among other letters of its own they are a damaged place in the right one.
 * @throws {RangeError} for the first
 */
function undamaged(text: string): string {
  if (text.includes('\uFFFD') && !/[^\x00-\x7F\uFFFD]/.test(text))
    throw new RangeError('another character set');
  return text;
}

function firstThat(...attempts: (() => string)[]): string {
  for (const attempt of attempts) {
    try {
      return attempt();
    } catch {
      // The next attempt is more tolerant; the last one never throws.
    }
  }
  return '';
}

/**
 * A person name for reading: components parted by spaces, the ideographic group in brackets after the alphabetic one.
 * `Yamada^Tarou=山田^太郎=やまだ^たろう` reads *Yamada Tarou (山田 太郎)*.
 */
export function displayName(name: string): string {
  const [alphabetic = '', ideographic = '', phonetic = ''] = name.split('=').map((group) =>
    group
      .split('^')
      .map((component) => component.trim())
      .filter((component) => component !== '')
      .join(' '),
  );
  if (alphabetic && ideographic) return `${alphabetic} (${ideographic})`;
  return alphabetic || ideographic || phonetic;
}
