import { verbatim, type Sentence } from './sentences.ts';

/**
 * Every error that can reach a user: a stable code, a sentence a radiologist understands, and the file's name.
 * Libraries that throw strings or foreign objects are caught at the border and become one of these.
 */
export class HemolensError extends Error {
  /** `<folder>/<what>`, stable across versions: tests, scripts and bug reports quote it. */
  readonly code: string;
  /** The file it happened to, as the user dropped it (with its folders), where there is one. */
  readonly file: string | undefined;
  /** The sentence in parts, by which the page tells it in the reader's language; an English text alone has none. */
  readonly said: Sentence | undefined;

  constructor(
    code: string,
    sentence: string | Sentence,
    options: { file?: string | undefined; cause?: unknown } = {},
  ) {
    super(typeof sentence === 'string' ? sentence : sentence.text, { cause: options.cause });
    this.said = typeof sentence === 'string' ? undefined : sentence;
    this.name = 'HemolensError';
    this.code = code;
    this.file = options.file;
  }
}

/** An error as plain data: what crosses a worker's border or stands in a list. */
export interface Failure {
  readonly code: string;
  /** The sentence for the user, in English. */
  readonly reason: string;
  /** The same in parts, where it is a sentence of ours. */
  readonly said?: Sentence | undefined;
  readonly file: string | undefined;
}

/** A failure that nothing was thrown for. */
export function failure(code: string, said: Sentence, file?: string): Failure {
  return { code, reason: said.text, said, file };
}

/** What a failure says; the text of a library as it stands. */
export function saidOf({ said, reason }: Failure): Sentence {
  return said ?? verbatim(reason);
}

/** Whether memory ran out: engines say so in words of their own, all of them as a RangeError. */
export function isOutOfMemory(thrown: unknown): thrown is RangeError {
  return thrown instanceof RangeError && /alloc|memory/i.test(thrown.message);
}

/** Turns whatever was thrown into a {@link Failure}; what is none of ours gets `fallbackCode` and keeps its own text. */
export function toFailure(thrown: unknown, fallbackCode: string, file?: string): Failure {
  if (thrown instanceof HemolensError) {
    const { code, message: reason, said } = thrown;
    return { code, reason, ...(said && { said }), file: thrown.file ?? file };
  }
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: fallbackCode, reason, file };
}
