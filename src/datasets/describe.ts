import type { Aggregate, Cell, ColumnInfo, TypedColumn } from "../tables/table.js";
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

/** The value in the only row of a rolled-up column. */
function only(column: TypedColumn): Cell {
  if (column.type === "number") return Number.isNaN(column.values[0]!) ? null : column.values[0]!;
  if (column.type === "boolean") return column.values[0] === 255 ? null : column.values[0] === 1;
  return column.codes[0]! < 0 ? null : column.dictionary[column.codes[0]!]!;
}

/**
 * A table column by column: type, answered, missing, distinct values, smallest and largest. The first look at a file.
 * One roll-up of all rows, wherever they are.
 *
 * @returns one plain row a column, to be shown with `table`
 * @example (await describe(answers)).filter(({ missing }) => missing > 0)
 */
export async function describe(x: TableLike): Promise<readonly ColumnSummary[]> {
  const table = asTable(x);
  const columns = await table.columns();
  const aggregates = columns.flatMap(({ name }, i): [string, Aggregate][] => [
    [`answered ${i}`, { count: name }],
    [`distinct ${i}`, { distinct: name }],
    [`min ${i}`, { min: name }],
    [`max ${i}`, { max: name }],
  ]);
  const rolled = await table.rollUp([], { rows: "rows", ...Object.fromEntries(aggregates) });
  const values = await rolled.typed(["rows", ...aggregates.map(([name]) => name)]);
  const number = (name: string) => only(values[name]!) as number;
  return columns.map(({ name, type }, i) => ({
    column: name,
    type,
    answered: number(`answered ${i}`),
    missing: number("rows") - number(`answered ${i}`),
    distinct: number(`distinct ${i}`),
    min: only(values[`min ${i}`]!),
    max: only(values[`max ${i}`]!),
  }));
}
