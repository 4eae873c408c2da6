/**
 * Numbers as text that every program reads back: a point, no grouping, never an exponent, whatever the machine's locale.
 */

/** The shortest digits that read back as the same double, e.g. 1e-15 as `0.000000000000001`. */
export function plainDecimal(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} has no decimals`);
  const text = String(value === 0 ? 0 : value);
  const [mantissa = '', exponentText] = text.split('e');
  if (exponentText === undefined) return text;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = whole + fraction;
  const point = whole.length + Number(exponentText);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return sign + digits.padEnd(point, '0');
}

/** Micrometres, finer than any table moves; the last bits of a projection on the slice normal are no measurement. */
export function millimetres(value: number): string {
  return plainDecimal(Number(value.toFixed(3)));
}
