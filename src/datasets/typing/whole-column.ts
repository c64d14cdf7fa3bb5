import type { TypedColumn } from "../../tables/table.js";
import type { Issues } from "../issues.js";
import type { ColumnSchema } from "../schema.js";
import type { Described } from "./described.js";

type ValueAt = (row: number) => string | number | null;

/** What stands in a row; null where nothing does. */
function valueAt(column: TypedColumn): ValueAt {
  if (column.type === "number") return (row) => (Number.isNaN(column.values[row]!) ? null : column.values[row]!);
  if (column.type === "boolean") return (row) => (column.values[row] === 255 ? null : column.values[row]!);
  return (row) => (column.codes[row]! < 0 ? null : column.dictionary[column.codes[row]!]!);
}

function requireValues(at: ValueAt, rows: number, name: string, skip: (row: number) => boolean, issues: Issues): void {
  const message = `${name} requires a value in every row`;
  for (let row = 0; row < rows; row++) {
    if (at(row) !== null || skip(row + 1)) continue;
    issues.row({ rule: "required", message, row: row + 1, column: name, value: null });
  }
}

/** Whether a number stands twice: told by sorting, which is quicker than remembering each. */
function holdsTwice(values: Float64Array): boolean {
  const sorted = values.slice().sort();
  for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) return true;
  return false;
}

/** The rows, from 0, whose value stands in a row before. */
function* repeated(column: TypedColumn): Generator<number> {
  if (column.type === "boolean" || (column.type === "number" && holdsTwice(column.values))) {
    const seen = new Set<number>();
    for (let row = 0; row < column.values.length; row++) {
      const value = column.values[row]!;
      if (column.type === "boolean" ? value === 255 : Number.isNaN(value)) continue;
      if (seen.has(value)) yield row;
      seen.add(value);
    }
  } else if (column.type !== "number") {
    const seen = new Uint8Array(column.dictionary.length);
    for (let row = 0; row < column.codes.length; row++) {
      const code = column.codes[row]!;
      if (code < 0) continue;
      if (seen[code] === 1) yield row;
      seen[code] = 1;
    }
  }
}

/**
 * The rules about a whole column: no blank, no value twice.
 *
 * @param rejected rows, from 1, that were found bad before and whose cells say nothing
 */
export function checkWhole(
  { column, refused }: Described,
  name: string,
  schema: ColumnSchema,
  rows: number,
  rejected: ReadonlySet<number>,
  issues: Issues,
): void {
  const at = valueAt(column);
  if (schema.required === true) {
    requireValues(at, rows, name, (row) => refused.has(row) || rejected.has(row), issues);
  }
  if (schema.unique !== true) return;
  const message = `${name} requires values that stand once`;
  for (const row of repeated(column)) {
    if (!refused.has(row + 1) && !rejected.has(row + 1))
      issues.row({ rule: "unique", message, row: row + 1, column: name, value: at(row) });
  }
}
