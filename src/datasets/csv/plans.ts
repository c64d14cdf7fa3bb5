import { bindColumns } from "../bind-columns.js";
import { Issues } from "../issues.js";
import type { ColumnSchema, Schema } from "../schema.js";
import type { Plan } from "./scan.js";

/** Whether plain digits mean something else than themselves in such a column, or may be written in another way. */
function isPlain({ decimal = ".", group, missing = [], unit }: ColumnSchema): boolean {
  return decimal === "." && group === undefined && missing.length === 0 && unit === undefined;
}

function planFor(schema: ColumnSchema | undefined): Plan {
  if (schema === undefined) return "infer";
  if (schema.type !== "integer" && schema.type !== "number") return "text";
  return isPlain(schema) ? "number" : "text";
}

/** How each column is read, by what the schema says of it. */
export function plansFor(names: readonly string[], schema: Schema | undefined): Plan[] {
  return bindColumns(names, schema, new Issues()).map((column) => planFor(column.schema));
}
