/** Sentences of the core in the reader's language, by their key and with their values. */
import { saidOf, withFullStop, type Failure, type Sentence, type Value } from '../../base/index.ts';
import { decimal, number } from './numbers.ts';
import { words } from './language.ts';

export function tell({ key, values, text }: Sentence): string {
  const replace = Object.fromEntries(
    Object.entries(values).map(([place, value]) => [place, toldValue(value)]),
  );
  const { count } = values;
  // The library takes the form for one or for many from the number itself, and its digits from what stands in the places.
  const counted = typeof count === 'number' ? { count } : {};
  return words.t(key, { replace, ...counted, defaultValue: text });
}

function toldValue(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return number(value);
  if ('number' in value) return decimal(value.number, value.digits);
  return 'key' in value ? tell(value) : value.map(tell).join(' ');
}

/** Several sentences one after the other. */
export function tellAll(several: readonly Sentence[]): string {
  return several.map((said) => withFullStop(tell(said))).join(' ');
}

export function reasonOf(failure: Failure): string {
  return tell(saidOf(failure));
}
