import { apart, type DataCell } from "../../../src/notebook/table-data.js";

/** A table of a report as data: names and values, rows all of one length. */
export interface DataTable {
  readonly columns: readonly { readonly name: string; readonly values: readonly DataCell[] }[];
  readonly rows: number;
}

/** Where a column stands among the others. */
type Rank = number;

/** Rows gathered one by one; columns are those that any of them has, in the order of their ranks, then as they came. */
export class Gathered {
  private readonly columns = new Map<string, { readonly rank: Rank; readonly name: string }>();
  private readonly rows: ReadonlyMap<string, DataCell>[] = [];

  /** One row: each cell with its column's key, rank and name. Cells without a value are left out. */
  add(
    cells: readonly { readonly key: string; readonly rank: Rank; readonly name: string; readonly value: DataCell }[],
  ) {
    const row = new Map<string, DataCell>();
    for (const { key, rank, name, value } of cells) {
      if (value === null || value === "") continue;
      if (!this.columns.has(key)) this.columns.set(key, { rank, name });
      row.set(key, value);
    }
    if (row.size > 0) this.rows.push(row);
  }

  table(): DataTable {
    const keys = [...this.columns].sort(([, a], [, b]) => a.rank - b.rank);
    const names = apart(keys.map(([, { name }]) => name));
    const columns = keys.map(([key], i) => ({ name: names[i]!, values: this.rows.map((row) => row.get(key) ?? null) }));
    return { columns, rows: this.rows.length };
  }
}
