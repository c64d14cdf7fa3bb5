import { nearestNames } from "../tables/nearest.js";
import type { TypedColumn } from "../tables/table.js";
import type { Issues } from "./issues.js";
import { requirement } from "./requirement.js";
import type { Scanned, ScannedColumn } from "./scanned.js";
import type { ColumnSchema, Schema } from "./schema.js";
import { checkWhole, described, inferred } from "./typed-column.js";

/** Each column the schema names must stand in the header. */
export function requireSchemaColumns(names: readonly string[], schema: Schema, issues: Issues): void {
  for (const name of Object.keys(schema.columns)) {
    if (names.includes(name)) continue;
    const near = nearestNames(name, names);
    const hint =
      near.length > 0 ? `nearest: ${near.map((other) => `'${other}'`).join(", ")}` : `it has ${names.join(", ")}`;
    issues.file({ rule: "column", message: `no column '${name}' in the file; ${hint}`, column: name });
  }
}

const SCIENTIFIC = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The number that stands in a text, NaN for a blank; null where it is none, or a whole number that a double would round. */
function numberIn(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === "") return Number.NaN;
  const value = Number(trimmed);
  if (!SCIENTIFIC.test(trimmed) || !Number.isFinite(value)) return null;
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? null : value + 0;
}

/** A column of texts as the numbers that stand in them. */
function numbersIn(column: ScannedColumn, name: string, schema: ColumnSchema, issues: Issues): ScannedColumn {
  if (column.kind !== "text" || (schema.type !== "number" && schema.type !== "integer")) return column;
  const read = column.dictionary.map(numberIn);
  const message = requirement(name, schema);
  const values = Float64Array.from(column.codes, (code, row) => {
    const value = code < 0 ? Number.NaN : read[code]!;
    if (value === null)
      issues.row({ rule: "type", message, row: row + 1, column: name, value: column.dictionary[code]! });
    return value ?? Number.NaN;
  });
  return { kind: "number", values };
}

/** The columns of a file, typed: as the schema describes them, or by what stands in them. */
export function typeTable(
  { names, columns, rows }: Scanned,
  schema: Schema | undefined,
  issues: Issues,
): readonly (readonly [string, TypedColumn])[] {
  if (schema !== undefined) requireSchemaColumns(names, schema, issues);
  return names.map((name, position) => {
    const column = columns[position]!;
    const rules = schema !== undefined && Object.hasOwn(schema.columns, name) ? schema.columns[name] : undefined;
    if (rules === undefined) return [name, inferred(column)] as const;
    const made = described(numbersIn(column, name, rules, issues), name, rules, issues);
    checkWhole(made, name, rules, rows, issues);
    return [name, made] as const;
  });
}
