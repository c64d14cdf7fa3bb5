import type { TypedColumn } from "../tables/table.js";
import { bindColumns } from "./bind-columns.js";
import type { Issues } from "./issues.js";
import type { Scanned } from "./scanned.js";
import type { Schema } from "./schema.js";
import { described } from "./typing/described.js";
import { inferred } from "./typing/inferred.js";
import { checkWhole } from "./typing/whole-column.js";

/**
 * The columns of a file, typed: as the schema describes them, or by what stands in them. Rows that are already rejected are
 * not judged again: nothing stands in their cells.
 */
export function typeTable(
  { names, columns }: Scanned,
  schema: Schema | undefined,
  issues: Issues,
): readonly (readonly [string, TypedColumn])[] {
  const before: ReadonlySet<number> = new Set(issues.rejected);
  return bindColumns(names, schema, issues).map(({ name, schema: rules }, position) => {
    const column = columns[position]!;
    if (rules === undefined) return [name, inferred(column, name, issues)] as const;
    const made = described(column, name, rules, issues);
    checkWhole(made, name, rules, before, issues);
    return [name, made.column] as const;
  });
}
