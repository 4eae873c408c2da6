/** What this browser keeps of the reader's habits. Storage can be closed to a page; then nothing is kept. */
import * as v from 'valibot';

/** A browser may refuse even the question. */
export function browserStorage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

/** @returns undefined where nothing is kept, or nothing of the expected form */
export function kept<Value>(key: string, form: v.GenericSchema<unknown, Value>): Value | undefined {
  try {
    const read = v.safeParse(form, JSON.parse(browserStorage()?.getItem(key) ?? 'null'));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

export function keep(key: string, value: unknown): void {
  try {
    browserStorage()?.setItem(key, JSON.stringify(value));
  } catch {
    return;
  }
}
