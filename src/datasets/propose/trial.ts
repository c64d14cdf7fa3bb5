import { Issues } from "../issues.js";
import type { Scanned } from "../scanned.js";
import type { ColumnSchema, Schema } from "../schema.js";
import { typeTable } from "../type-table.js";

/** A schema in which some columns are text after all. */
export function asTexts(schema: Schema, refused: ReadonlySet<string>): Schema {
  const columns = Object.entries(schema.columns).map(([name, column]): [string, ColumnSchema] => {
    const { description, role } = column;
    return [name, refused.has(name) ? { type: "text", description, ...(role === undefined ? {} : { role }) } : column];
  });
  return { ...schema, columns: Object.fromEntries(columns) };
}

/**
 * A proposal must not refuse what it was made from: a column in which it refuses a value is text after all. A proposed
 * `required` and `unique` go with it.
 */
export function withoutRefusals(schema: Schema, scanned: Scanned, rejected: ReadonlySet<number>): Schema {
  const trial = new Issues();
  for (const row of rejected) trial.rejected.add(row);
  typeTable(scanned, schema, trial);
  const isNew = (row: number | null) => row === null || !rejected.has(row);
  const wrong = trial.all("", () => null).filter(({ effect, row }) => effect !== "note" && isNew(row));
  return asTexts(schema, new Set(wrong.flatMap(({ column }) => (column === null ? [] : [column]))));
}
