import type { Cell, Table } from "../tables/table.js";

/** The key values of a group as one text: 1 and "1", "a-b" beside "c" and "a" beside "b-c" stay apart. */
export const keyOf = (keys: readonly Cell[]) => JSON.stringify(keys);

/** The middle of the numbers of each group, by its keys: between the two middle ones where there is an even number. */
export async function medians(table: Table, by: readonly string[], column: string): Promise<Map<string, number>> {
  const numbers = new Map<string, { value: number; n: number }[]>();
  for (const { keys, n } of await table.crosstab([...by, column])) {
    const value = keys[by.length]!;
    if (value === null || n === 0) continue;
    const group = keyOf(keys.slice(0, by.length));
    const list = numbers.get(group) ?? [];
    numbers.set(group, list);
    list.push({ value: Number(value), n });
  }
  return new Map([...numbers].map(([group, list]) => [group, middleOf(list)]));
}

/** Between the two middle numbers, which are one where there is an odd number of them; the numbers come in order. */
function middleOf(numbers: readonly { readonly value: number; readonly n: number }[]): number {
  const all = numbers.reduce((sum, { n }) => sum + n, 0);
  let before = 0;
  let low = Number.NaN;
  for (const { value, n } of numbers) {
    if (before <= Math.floor((all - 1) / 2)) low = value;
    before += n;
    if (before > Math.floor(all / 2)) return low + (value - low) / 2;
  }
  return low;
}

/** The deviation of the numbers of each group, by its keys. */
export async function deviations(table: Table, by: readonly string[], column: string): Promise<Map<string, number>> {
  const moments = await table.moments([column], { by });
  const several = moments.filter(({ n }) => n > 1);
  return new Map(several.map(({ keys, n, deviations: [[squares]] }) => [keyOf(keys), Math.sqrt(squares! / (n - 1))]));
}
