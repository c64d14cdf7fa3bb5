import type { Cell, ColumnInfo, Table } from "../tables/table.js";
import { asTable, type TableLike } from "../tables/table-like.js";

/** One column of a table in numbers. */
export interface ColumnSummary {
  readonly column: string;
  readonly type: ColumnInfo["type"];
  /** Rows with a value, and without. */
  readonly answered: number;
  readonly missing: number;
  /** Different values, missing not counted. */
  readonly distinct: number;
  /** Smallest and largest value; dates and text by their order as text. Null when every row is missing. */
  readonly min: Cell;
  readonly max: Cell;
}

async function summary(table: Table, { name, type }: ColumnInfo): Promise<ColumnSummary> {
  const crosses = await table.crosstab([name]);
  const present = crosses.filter(({ keys }) => keys[0] !== null);
  const answered = present.reduce((n, cross) => n + cross.n, 0);
  const missing = crosses.reduce((n, cross) => n + cross.n, 0) - answered;
  const cells = present.map(({ keys }) => keys[0]!);
  return {
    column: name,
    type,
    answered,
    missing,
    distinct: present.length,
    min: cells[0] ?? null,
    max: cells[cells.length - 1] ?? null,
  };
}

/**
 * A table column by column: type, answered, missing, distinct values, smallest and largest. The first look at a file.
 *
 * @returns one plain row a column, to be shown with `table`
 * @example (await describe(answers)).filter(({ missing }) => missing > 0)
 */
export async function describe(x: TableLike): Promise<readonly ColumnSummary[]> {
  const table = asTable(x);
  const rows: ColumnSummary[] = [];
  for (const column of await table.columns()) rows.push(await summary(table, column));
  return rows;
}
