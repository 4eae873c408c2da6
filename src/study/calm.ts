/**
 * A sentence whose numbers rise many times a second, said aloud only now and then: a screen reader that is told each would
 * talk of nothing else. Other words are said at once, and so is the end.
 */
export interface Calm {
  /** The sentence as it is now. */
  set(sentence: string): void;
  stop(): void;
}

/** Long enough to read a slice in peace, short enough to know that it goes on. */
export const SAID_EVERY_MS = 10_000;

/** @param say  is given what to say, never the same twice running */
export function calm(say: (sentence: string) => void, every = SAID_EVERY_MS): Calm {
  let said = '';
  let owed: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function speak(sentence: string): void {
    clearTimeout(timer);
    owed = undefined;
    timer = setTimeout(() => {
      timer = undefined;
      if (owed !== undefined) speak(owed);
    }, every);
    if (sentence === said) return;
    said = sentence;
    say(sentence);
  }

  return {
    set(sentence) {
      if (timer === undefined || isNews(sentence, said)) speak(sentence);
      else owed = sentence;
    },
    stop: () => clearTimeout(timer),
  };
}

/** Other words than before; or a count is full. */
function isNews(sentence: string, before: string): boolean {
  const words = (text: string) => text.replace(/\d+/g, '#');
  return words(sentence) !== words(before) || fullCounts(sentence) > fullCounts(before);
}

/** How many numbers have their like next to them: *28 of 28*, in whichever language and order. */
function fullCounts(sentence: string): number {
  const numbers = sentence.match(/\d+/g) ?? [];
  return numbers.filter((one, index) => one === numbers[index + 1]).length;
}
