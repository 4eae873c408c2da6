/**
 * Sentences of the core that a reader may see. Their English stands in one table a folder, and is what terminal, files and
 * logs hold, wherever they are made; the page finds its reader's language by the same key and the same values.
 */

/** Plain data: it crosses a worker's border and stands in stores. */
export interface Sentence {
  /** `<folder>.<name>`, as the page's catalogues have it. */
  readonly key: string;
  /** What stands in its places. */
  readonly values: Values;
  /** In English. */
  readonly text: string;
}

/** A number with as many decimals as it is to be seen with, also where they are zeros. */
export interface Decimal {
  readonly number: number;
  readonly digits: number;
}

/**
 * A value in a unit that is not known, whose size says nothing of how exact it is: four of its digits, and all that stand
 * before the decimals. Whole numbers are such in the file.
 */
export function inUnknownUnit(value: number): Decimal {
  const before = Number.isInteger(value) ? 4 : Math.floor(Math.log10(Math.abs(value))) + 1;
  return { number: value, digits: Math.min(Math.max(0, 4 - before), 12) };
}

/** Numbers are rounded to what is to be seen of them; sentences within a sentence are told in the same language. */
export type Value = string | number | Decimal | Sentence | readonly Sentence[];
export type Values = Readonly<Record<string, Value>>;

type Places<Text extends string> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Places<Rest>
  : never;
/** `gap_one` and `gap_other` are one sentence, told by `count`. */
type Name<Key extends string> = Key extends `${infer Stem}_${'one' | 'other'}` ? Stem : Key;
type Told<Table, Key extends string> = Extract<
  Table[keyof Table & (Key | `${Key}_one` | `${Key}_other`)],
  string
>;
/** What has a form for one and for many is always told how many there are. */
type AllPlaces<Table, Key extends string> =
  Places<Told<Table, Key>> | (`${Key}_one` extends keyof Table ? 'count' : never);
type Given<Names extends string> = [Names] extends [never]
  ? []
  : [values: { readonly [Place in Names]: Place extends 'count' ? number : Value }];

/** Makes the sentences of one folder. @param table  English, with `{{places}}`; counted ones as `…_one` and `…_other` */
export function sentences<const Table extends Readonly<Record<string, string>>>(
  folder: string,
  table: Table,
) {
  const english: Readonly<Record<string, string | undefined>> = table;
  return <Key extends Name<keyof Table & string>>(
    name: Key,
    ...given: Given<AllPlaces<Table, Key>>
  ): Sentence => {
    const [values = {}]: readonly Values[] = given;
    const form = values.count === 1 ? 'one' : 'other';
    return {
      key: `${folder}.${name}`,
      values,
      text: filled(english[name] ?? english[`${name}_${form}`] ?? '', values),
    };
  };
}

function filled(english: string, values: Values): string {
  return english.replace(/\{\{(\w+)\}\}/g, (_, place: string) => {
    const value = values[place] ?? '';
    if (typeof value !== 'object') return String(value);
    if ('number' in value) return decimal(value);
    return 'key' in value ? value.text : englishOf(value);
  });
}

/** With a decimal point and a true minus sign, and no negative zero. */
function decimal({ number, digits }: Decimal): string {
  return number
    .toFixed(digits)
    .replace(/^-(?=[0.]+$)/, '')
    .replace('-', '−');
}

/** Several sentences one after the other, in English. */
export function englishOf(several: readonly Sentence[]): string {
  return several.map(({ text }) => text).join(' ');
}

/** Ends as a sentence does: what is a clause within another may stand alone. */
export function withFullStop(text: string): string {
  return text.replace(/([^.!?])$/, '$1.');
}

/** Why, of a sentence that says nothing but that (*Not scored: this is an overview image.*); any other as it is. */
export function reasonIn(said: Sentence): Sentence {
  const { why, ...others } = said.values;
  const alone = Object.keys(others).length === 0 && typeof why === 'object' && 'key' in why;
  return alone ? why : said;
}

export const baseSentences = {
  // A library's own words, a name: the same in every language.
  verbatim: '{{text}}',
} as const;

/** Words that are in no table, told as they stand. */
export const verbatim = (text: string): Sentence => sentences('base', baseSentences)('verbatim', { text });

/** A sentence that was kept as JSON; undefined where the text is none. */
export function sentenceIn(json: string): Sentence | undefined {
  try {
    const read: unknown = JSON.parse(json);
    return isSentence(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

function isSentence(value: unknown): value is Sentence {
  return (
    typeof value === 'object' &&
    value !== null &&
    'key' in value &&
    typeof value.key === 'string' &&
    'text' in value &&
    typeof value.text === 'string' &&
    'values' in value &&
    typeof value.values === 'object' &&
    value.values !== null &&
    Object.values(value.values).every(isValue)
  );
}

function isDecimal(value: unknown): value is Decimal {
  return (
    typeof value === 'object' &&
    value !== null &&
    'number' in value &&
    typeof value.number === 'number' &&
    'digits' in value &&
    typeof value.digits === 'number'
  );
}

function isValue(value: unknown): value is Value {
  const plain = typeof value === 'string' || typeof value === 'number';
  return plain || isDecimal(value) || isSentence(value) || (Array.isArray(value) && value.every(isSentence));
}
