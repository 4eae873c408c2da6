/**
 * What was found out about a device once and need not be found out again at the next start: small texts by key.
 *
 * The page keeps them (`remembered.ts`); a place that keeps nothing gives no memory, and all is measured anew.
 */
export interface Memory {
  read(key: string): string | undefined;
  write(key: string, value: string): void;
}

/** A memory that starts with what is known and tells each new entry: in a worker, which can keep nothing itself. */
export function memoryOf(
  known: Readonly<Record<string, string>>,
  onWrite: (key: string, value: string) => void,
): Memory {
  const entries = new Map(Object.entries(known));
  return {
    read: (key) => entries.get(key),
    write(key, value) {
      if (entries.get(key) === value) return;
      entries.set(key, value);
      onWrite(key, value);
    },
  };
}
