/**
 * Every error that can reach a user: a stable code, a sentence a radiologist understands, and the file's name.
 * Libraries that throw strings or foreign objects are caught at the border and become one of these.
 */
export class HemolensError extends Error {
  /** `<folder>/<what>`, stable across versions: tests, scripts and bug reports quote it. */
  readonly code: string;
  /** The file it happened to, as the user dropped it (with its folders), where there is one. */
  readonly file: string | undefined;

  constructor(code: string, sentence: string, options: { file?: string | undefined; cause?: unknown } = {}) {
    super(sentence, { cause: options.cause });
    this.name = 'HemolensError';
    this.code = code;
    this.file = options.file;
  }
}

/** An error as plain data: what crosses a worker's border or stands in a list. */
export interface Failure {
  readonly code: string;
  /** The sentence for the user. */
  readonly reason: string;
  readonly file: string | undefined;
}

/** Turns whatever was thrown into a {@link Failure}; what is none of ours gets `fallbackCode` and keeps its own text. */
export function toFailure(thrown: unknown, fallbackCode: string, file?: string): Failure {
  if (thrown instanceof HemolensError) {
    return { code: thrown.code, reason: thrown.message, file: thrown.file ?? file };
  }
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: fallbackCode, reason, file };
}
