/** Names of files that come to lie side by side. */

/** The names with `-2`, `-3` before their ending where they would be the same: the last file of a name would be the only one. */
export function apart(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const ending = /\.[^.]*$/.exec(name)?.[0] ?? '';
    const stem = name.slice(0, name.length - ending.length);
    let free = name;
    for (let number = 2; taken.has(free); number += 1) free = `${stem}-${number}${ending}`;
    taken.add(free);
    return free;
  });
}

/**
 * Of the structured report of a series, without a word of whose it is: the end of its UID and the time point tell series of
 * the same number apart.
 */
export function reportFileName({
  number,
  uid,
  timePoint,
}: {
  readonly number: number | undefined;
  readonly uid: string;
  readonly timePoint?: { readonly number: number } | undefined;
}): string {
  const time = timePoint ? `-time-${timePoint.number}` : '';
  // Files hold other things in its place, and a slash would lead into another folder.
  const end = uid.replace(/[^\d.]/g, '').slice(-6);
  return `report-series-${number ?? ''}-${end}${time}.dcm`;
}
