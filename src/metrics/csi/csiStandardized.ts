import { memoryTable } from "../../tables/memory/memory-table.js";
import type { Table } from "../../tables/table.js";
import { typedNumbers } from "../../tables/typed-numbers.js";

/** One respondent's ratings in her own standard deviations from her own mean; all 0 when they are all alike. */
function standardizeRow(columns: readonly Float64Array[], row: number): void {
  const given = columns.filter((values) => !Number.isNaN(values[row]!));
  const mean = given.reduce((sum, values) => sum + values[row]!, 0) / given.length;
  const squares = given.reduce((sum, values) => sum + (values[row]! - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (given.length - 1));
  for (const values of given) values[row] = deviation > 1e-9 ? (values[row]! - mean) / deviation : 0;
}

/**
 * The table with each respondent's ratings as z-scores among her own: who uses the whole scale and who only its middle
 * then count alike. Other columns stay as they are.
 *
 * @param ratings the columns that are standardised together
 * @param others the columns that are kept
 */
export async function withinRater(
  table: Table,
  ratings: readonly string[],
  others: readonly string[],
  caller: string,
): Promise<Table> {
  const columns = new Map(Object.entries(await table.typed([...new Set([...ratings, ...others])], caller)));
  const numbers = ratings.map((name) => typedNumbers(columns.get(name)!).slice());
  const rows = numbers[0]!.length;
  for (let row = 0; row < rows; row++) standardizeRow(numbers, row);
  ratings.forEach((name, i) => {
    columns.set(name, { type: "number", values: numbers[i]! });
  });
  return memoryTable({
    name: table.name,
    rows: () => rows,
    names: () => [...columns.keys()],
    column: (name) => columns.get(name)!,
  });
}

/** How far two of so many ratings of one respondent can lie apart in her standard deviations: √(2(m − 1)). */
export const widestGap = (ratings: number): number => Math.sqrt(2 * (ratings - 1));
