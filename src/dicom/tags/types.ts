/** Every element of a file as one reads it: a tree, for sequences have items and items have elements. */

export interface TagElement {
  /** Tells it apart within its file: tags and item numbers from the top. */
  readonly path: string;
  /** `(gggg,eeee)`, upper case. */
  readonly tag: string;
  /** As the file writes it, or as the dictionary has it where the file writes none. */
  readonly vr: string;
  /** PS3.6; '' where the standard has none. */
  readonly keyword: string;
  /** The keyword in words; of a private element its creator. */
  readonly name: string;
  readonly value: TagValue;
}

export type TagValue =
  | {
      readonly kind: 'text';
      readonly values: readonly string[];
      /** What a UID stands for, where it is a known one. */
      readonly meaning?: string;
      /** Where not all of it is given: how much there is. */
      readonly whole?: { readonly count: number; readonly of: 'values' | 'characters' };
    }
  /** @property length  in bytes; undefined for compressed frames, whose end no header states */
  | { readonly kind: 'binary'; readonly length: number | undefined; readonly start: string }
  | { readonly kind: 'sequence'; readonly items: readonly (readonly TagElement[])[] };
