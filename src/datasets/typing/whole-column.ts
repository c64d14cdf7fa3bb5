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

/** The first row from this one on in which nothing stands, −1 if there is none. */
function blankFrom(column: TypedColumn, from: number): number {
  if (column.type === "boolean") return column.values.indexOf(255, from);
  if (column.type !== "number") return column.codes.indexOf(-1, from);
  const { values } = column;
  for (let row = from; row < values.length; row++) if (Number.isNaN(values[row])) return row;
  return -1;
}

function requireValues(column: TypedColumn, name: string, skip: (row: number) => boolean, issues: Issues): void {
  const message = `${name} requires a value in every row`;
  for (let row = blankFrom(column, 0); row >= 0; row = blankFrom(column, row + 1)) {
    if (!skip(row + 1)) issues.row({ rule: "required", message, row: row + 1, column: name, value: null });
  }
}

/** Whether a number stands twice: told by sorting, which is quicker than remembering each. */
function holdsTwice(values: Float64Array): boolean {
  const sorted = values.slice().sort();
  for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) return true;
  return false;
}

/** Whether each text is met for the first time: codes are given in that order. */
function isRising(codes: Int32Array): boolean {
  for (let row = 0; row < codes.length; row++) if (codes[row] !== row) return false;
  return true;
}

function largest(codes: Int32Array): number {
  let most = -1;
  for (let row = 0; row < codes.length; row++) if (codes[row]! > most) most = codes[row]!;
  return most;
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
  } else if (column.type !== "number" && !isRising(column.codes)) {
    const seen = new Uint8Array(largest(column.codes) + 1);
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
  rejected: ReadonlySet<number>,
  issues: Issues,
): void {
  if (schema.required === true) {
    requireValues(column, name, (row) => refused.has(row) || rejected.has(row), issues);
  }
  if (schema.unique !== true) return;
  const message = `${name} requires values that stand once`;
  const at = valueAt(column);
  for (const row of repeated(column)) {
    if (!refused.has(row + 1) && !rejected.has(row + 1))
      issues.row({ rule: "unique", message, row: row + 1, column: name, value: at(row) });
  }
}
