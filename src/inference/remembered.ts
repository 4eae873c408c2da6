/** What was measured on this machine, kept by the browser for the next visit. It names the adapter and goes nowhere. */

const PREFIX = 'hemolens/device/';

/** @returns  all entries; none where the browser keeps nothing, as in a private window or with storage refused */
export function remembered(): Record<string, string> {
  try {
    return Object.fromEntries(
      Object.keys(localStorage)
        .filter((name) => name.startsWith(PREFIX))
        .map((name) => [name.slice(PREFIX.length), localStorage.getItem(name) ?? '']),
    );
  } catch {
    return {};
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    // Refused or full: it is measured again at the next visit.
  }
}
