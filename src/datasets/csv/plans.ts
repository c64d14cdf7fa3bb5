import { bindColumns } from "../bind-columns.js";
import { Issues } from "../issues.js";
import type { Schema } from "../schema.js";
import { plainIsMeant } from "../values/number-reader.js";
import type { Plan } from "./scan.js";

/** How each column is read, by what the schema says of it. */
export function plansFor(names: readonly string[], schema: Schema | undefined): Plan[] {
  // Told again, to the issues that count, when the columns are typed.
  return bindColumns(names, schema, new Issues()).map(({ schema: rules }) =>
    rules === undefined ? "infer" : plainIsMeant(rules) ? "number" : "text",
  );
}
