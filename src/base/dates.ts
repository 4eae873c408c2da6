/**
 * A date as DICOM writes it (DA, `YYYYMMDD`), ACR-NEMA with dots and people with dashes; there may be spaces around it.
 * @returns midnight in UTC; undefined where the text is no date, or the calendar has none of the kind
 */
export function dateOf(text: string): Date | undefined {
  const [, year, , month, day] = /^(\d{4})([.-]?)(\d\d)\2(\d\d)$/.exec(text.trim()) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = new Date(`${year}-${month}-${day}T00:00Z`);
  // The 31st of a shorter month is taken for the 1st of the next.
  return date.getUTCDate() === Number(day) ? date : undefined;
}
