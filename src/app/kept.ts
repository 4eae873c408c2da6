/** What this browser keeps of the reader's habits. Storage can be closed to a page; then nothing is kept. */
import * as v from 'valibot';

/** @returns undefined where nothing is kept, or nothing of the expected form */
export function kept<Value>(key: string, form: v.GenericSchema<unknown, Value>): Value | undefined {
  try {
    const read = v.safeParse(form, JSON.parse(localStorage.getItem(key) ?? 'null'));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

export function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    return;
  }
}
