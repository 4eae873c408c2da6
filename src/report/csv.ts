/**
 * Cells of a CSV file (RFC 4180). A text from a file's header or name may open in a spreadsheet, where a leading `=`
 * would run it as a formula; numbers that we computed are written as numbers and never pass through {@link textCell}.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 * @see https://owasp.org/www-community/attacks/CSV_Injection (the full-width signs count as formulas in East Asian locales)
 */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/;

/** A text as one cell, quoted where it must be, with an apostrophe before what a spreadsheet would run. */
export function textCell(text: string): string {
  const inert = FORMULA_START.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
