import { memoryTable } from "../tables/memory/memory-table.js";
import type { TypedColumn } from "../tables/table.js";
import type { TableLike } from "../tables/table-like.js";
import { cellsOf, columnsOf } from "./columns.js";

/** What is missing in a table. */
export interface Missing {
  readonly rows: number;
  /** Rows in which nothing is missing. */
  readonly complete: number;
  /** Column by column, in their order: rows without a value, and their share. */
  readonly columns: readonly { readonly column: string; readonly missing: number; readonly share: number | null }[];
  /** Which columns are missing together, and in how many rows; most rows first. */
  readonly patterns: readonly { readonly missing: readonly string[]; readonly n: number }[];
}

/** Whether a cell is missing, as a column of its own. */
function missingness(column: TypedColumn, rows: number): TypedColumn {
  const cell = cellsOf(column);
  return { type: "boolean", values: Uint8Array.from({ length: rows }, (_, row) => (cell(row) === null ? 1 : 0)) };
}

/**
 * How much is missing, in which columns, and which columns are missing together: whether a question was skipped by itself,
 * or people left at a page.
 *
 * @returns `columns` and `patterns` are plain rows, to be shown with `table`
 * @example (await missing(answers)).patterns
 */
export async function missing(x: TableLike): Promise<Missing> {
  const { name: called, rows, names, column } = await columnsOf(x);
  const made = new Map(names.map((name) => [name, missingness(column(name), rows)]));
  const source = { name: called, rows: () => rows, names: () => names, column: (name: string) => made.get(name)! };
  const crossed = rows === 0 ? [] : await memoryTable(source).crosstab(names);
  const patterns = crossed.map(({ keys, n }) => ({ missing: names.filter((_, place) => keys[place] === true), n }));
  const columns = names.map((name) => {
    const count = patterns.reduce((sum, pattern) => sum + (pattern.missing.includes(name) ? pattern.n : 0), 0);
    return { column: name, missing: count, share: rows === 0 ? null : count / rows };
  });
  return {
    rows,
    complete: patterns.find((pattern) => pattern.missing.length === 0)?.n ?? 0,
    columns,
    patterns: [...patterns].sort((a, b) => b.n - a.n),
  };
}
