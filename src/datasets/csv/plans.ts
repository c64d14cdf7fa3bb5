import type { ColumnSchema, Schema } from "../schema.js";
import type { Plan } from "./scan.js";

/** Whether plain digits mean something else than themselves in such a column, or may be written in another way. */
function isPlain({ decimal = ".", group, missing = [], unit }: ColumnSchema): boolean {
  return decimal === "." && group === undefined && missing.length === 0 && unit === undefined;
}

function planFor(schema: ColumnSchema | undefined, missing: readonly string[]): Plan {
  if (schema === undefined) return "infer";
  if (schema.type !== "integer" && schema.type !== "number") return "text";
  return isPlain({ ...schema, missing: schema.missing ?? missing }) ? "number" : "text";
}

/** How each column is read, by what the schema says of it. */
export function plansFor(names: readonly string[], schema: Schema | undefined): Plan[] {
  return names.map((name) => {
    const isDescribed = schema !== undefined && Object.hasOwn(schema.columns, name);
    return planFor(isDescribed ? schema.columns[name] : undefined, schema?.missing ?? []);
  });
}
