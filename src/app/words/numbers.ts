/** Numbers and dates as the reader's language writes them, with a true minus sign. Files are written by the core alone. */
import { LANGUAGES } from './languages.ts';
import { language } from './language.ts';

/** With at most three decimals, none of them a zero at the end. */
export function number(value: number): string {
  return formatted(value, { maximumFractionDigits: 3 });
}

/** As it stands where it is typed: with at most three decimals, and of what is less than one with six digits that count. */
export function inField(value: number): string {
  return formatted(
    value,
    Math.abs(value) < 1 ? { maximumSignificantDigits: 6 } : { maximumFractionDigits: 3 },
  );
}

/** With its sign, also where it is above zero. */
export function signed(value: number): string {
  return value > 0 ? `+${number(value)}` : number(value);
}

/** With so many decimals. */
export function decimal(value: number, digits: number): string {
  return formatted(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** What stands before the decimals where numbers are typed. */
export function decimalSeparator(): string {
  return decimal(0.5, 1).charAt(1);
}

function formatted(value: number, digits: Intl.NumberFormatOptions): string {
  const { numbers } = LANGUAGES[language.getState().language];
  return formatOf(numbers, digits).format(value).replace('-', '−');
}

/** Kept, for making one takes a hundred times as long as using it, and a slice has a dozen numbers. */
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(locale: string, digits: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${Object.entries(digits).join(' ')}`;
  const kept = formats.get(key);
  if (kept) return kept;
  const made = new Intl.NumberFormat(locale, { ...digits, useGrouping: false, signDisplay: 'negative' });
  formats.set(key, made);
  return made;
}

/** @param date  of which its UTC day is written */
export function day(date: Date): string {
  const { dates } = LANGUAGES[language.getState().language];
  const how = { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(dates, how).format(date);
}

/** Day and time here. */
export function moment(date: Date): string {
  const { dates } = LANGUAGES[language.getState().language];
  const on = new Intl.DateTimeFormat(dates, { day: '2-digit', month: '2-digit', year: 'numeric' }).format(
    date,
  );
  return `${on} ${new Intl.DateTimeFormat(dates, { hour: '2-digit', minute: '2-digit' }).format(date)}`;
}

/** With so many significant digits. */
export function significant(value: number, digits: number): string {
  return formatted(value, { minimumSignificantDigits: digits, maximumSignificantDigits: digits });
}
