/** Values as a reader expects to see them; widths stay the same from slice to slice. */

/** A probability in whole per cent: the model knows no more, and `0 %` and `100 %` would claim certainty. */
export function percent(probability: number): string {
  if (probability < 0.005) return '<1 %';
  if (probability > 0.995) return '>99 %';
  return `${Math.round(probability * 100)} %`;
}

/** A DICOM date (DA, `YYYYMMDD`) as `YYYY-MM-DD`; other text as it stands. */
export function dicomDate(text: string): string {
  return text.replace(/^(\d{4})\.?(\d{2})\.?(\d{2})$/, '$1-$2-$3');
}

/** A position or distance in millimetres, to the tenth, with a true minus sign. */
export function millimetres(value: number): string {
  return `${value.toFixed(1).replace('-', '−')} mm`;
}

/** Window centre and width as whole numbers where they are such. */
export function units(value: number): string {
  return (Number.isInteger(value) ? String(value) : value.toFixed(1)).replace('-', '−');
}

/** `subdural` as it begins a line. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The end of a path, which tells files apart where the whole does not fit. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
