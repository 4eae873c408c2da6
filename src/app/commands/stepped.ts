/**
 * The value after or before the present one among those that can be chosen; at either end, the present one.
 * @param values  ascending
 */
export function stepped(values: readonly number[], present: number, by: 1 | -1): number {
  return values[values.findIndex((one) => one >= present) + by] ?? present;
}
