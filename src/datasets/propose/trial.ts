import { Issues } from "../issues.js";
import type { Scanned } from "../scanned.js";
import type { ColumnSchema, Schema } from "../schema.js";
import { typeTable } from "../type-table.js";

/**
 * A proposal must not refuse what it was made from: a column in which it refuses a value is text after all. A proposed
 * `required` and `unique` go with it.
 */
export function withoutRefusals(schema: Schema, scanned: Scanned, rejected: ReadonlySet<number>): Schema {
  const trial = new Issues();
  for (const row of rejected) trial.rejected.add(row);
  typeTable(scanned, schema, trial);
  const refused = new Set(
    trial.all("", () => null).flatMap(({ effect, column }) => (effect === "note" ? [] : [column])),
  );
  if (refused.size === 0) return schema;
  const columns = Object.entries(schema.columns).map(([name, column]): [string, ColumnSchema] => {
    const { description, role } = column;
    return [name, refused.has(name) ? { type: "text", description, ...(role === undefined ? {} : { role }) } : column];
  });
  return { ...schema, columns: Object.fromEntries(columns) };
}
