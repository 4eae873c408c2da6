import type { en } from './en/index.ts';

/** Every key of the source, with other words: a language that lacks one does not compile. */
type Translated<Source> = {
  readonly [Key in keyof Source]: Source[Key] extends string ? string : Translated<Source[Key]>;
};

export type Words = Translated<typeof en>;
