/** The job for one thing after the other, in the order in which they are asked for, whatever became of those before. */
export function oneAfterAnother<Given, Made>(
  job: (given: Given) => Promise<Made>,
): (given: Given) => Promise<Made> {
  let last: Promise<void> = Promise.resolve();
  return (given) => {
    const made = last.then(() => job(given));
    const over = () => undefined;
    // What was made is not held until the next one is asked for.
    last = made.then(over, over);
    return made;
  };
}
