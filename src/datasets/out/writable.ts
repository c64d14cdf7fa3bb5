import { isFrame } from "../../tables/memory/frame-columns.js";
import { inferColumn } from "../../tables/memory/infer.js";
import type { TypedColumn } from "../../tables/table.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { isWellFormed } from "../formats/well-formed.js";
import { isoDate, isoDateTime } from "../iso-dates.js";
import type { ColumnSchema, Schema } from "../schema.js";

type Row = Readonly<Record<string, unknown>>;

/** What a metric gives: rows by segment, and one for everybody. */
interface ResultLike {
  readonly rows: readonly object[];
  readonly overall?: object;
  readonly by?: readonly string[];
}

/** Everything that can be written as a table: a DataFrame, a table elsewhere, a metric's result, plain rows. */
export type Writable = TableLike | ResultLike | readonly object[];

/** A table as columns, in order, all of one length. */
export interface Columns {
  readonly rows: number;
  readonly columns: readonly (readonly [string, TypedColumn])[];
}

const isResult = (x: object): x is ResultLike => Array.isArray((x as ResultLike).rows);

/** A value of a row as a cell: what is nested is written as JSON. */
const cell = (value: unknown) => (typeof value === "object" && value !== null ? JSON.stringify(value) : value);

/** Text that is ISO dates in every row is dates. */
function dated(column: TypedColumn): TypedColumn {
  if (column.type !== "text" || column.dictionary.length === 0) return column;
  if (column.dictionary.every((text) => isoDate(text) !== null)) return { ...column, type: "date" };
  const isMoment = column.dictionary.every((text) => isoDateTime(text) === text);
  return isMoment ? { ...column, type: "datetime" } : column;
}

function fromRows(rows: readonly object[], name: string): Columns {
  const plain = rows as readonly Row[];
  const names = [...new Set(plain.flatMap((row) => Object.keys(row)))];
  const columns = names.map((column): [string, TypedColumn] => {
    const values = plain.map((row) => (Object.hasOwn(row, column) ? cell(row[column]) : null));
    return [column, dated(inferColumn(values, column, name))];
  });
  return { rows: rows.length, columns };
}

/**
 * The rows of a result, each with the values of its segment in front. With `by`, a first column tells the row of everybody
 * from a segment whose value is missing.
 */
function resultRows({ rows, overall, by = [] }: ResultLike): object[] {
  const flat = (row: object, of: string) => {
    const { keys = {}, ...rest } = row as Row & { keys?: Row };
    const made = new Map<string, unknown>(by.length > 0 ? [["of", of]] : []);
    for (const name of by) made.set(Object.hasOwn(rest, name) ? `${name} (segment)` : name, keys[name] ?? null);
    for (const [name, value] of Object.entries(rest)) made.set(name, value);
    return Object.fromEntries(made);
  };
  const everybody = overall === undefined ? [] : [flat(overall, "everybody")];
  return [...everybody, ...rows.map((row) => flat(row, "segment"))];
}

async function fromTable(x: TableLike): Promise<Columns> {
  const table = asTable(x);
  const names = (await table.columns()).map(({ name }) => name);
  const typed = await table.typed(names);
  const columns = names.map((name) => [name, typed[name]!] as const);
  const [{ n } = { n: 0 }] = await table.crosstab([]);
  return { rows: n, columns };
}

/** Any table as typed columns. */
export async function columnsOf(table: Writable, caller: string): Promise<Columns> {
  const made = Array.isArray(table)
    ? fromRows(table, "the rows")
    : !isFrame(table) && typeof table === "object" && table !== null && isResult(table)
      ? fromRows(resultRows(table), "the result")
      : await fromTable(table as TableLike);
  if (made.columns.length === 0) throw new TypeError(`${caller} requires a table with at least one column`);
  return made;
}

/** The schema with which a written table is read back as it was. */
export function schemaOf({ columns }: Columns, name: string): Schema {
  const described = columns.map(([column, { type }]): [string, ColumnSchema] => [
    column,
    { type, description: column },
  ]);
  return { name, row: "one row of the table", columns: Object.fromEntries(described) };
}

/** Throws for what no file of text can hold: NUL, half a character, an infinite number. */
export function requireWritable({ columns }: Columns, caller: string): void {
  for (const [name, column] of columns) {
    if (column.type === "boolean") continue;
    if (column.type === "number") {
      const row = column.values.findIndex((value) => value === Infinity || value === -Infinity);
      if (row >= 0)
        throw new RangeError(
          `${caller} requires finite numbers; got ${column.values[row]} in '${name}' (row ${row + 1})`,
        );
      continue;
    }
    const code = column.dictionary.findIndex((text) => text.includes("\0") || !isWellFormed(text));
    const row = code < 0 ? -1 : column.codes.indexOf(code);
    if (row < 0) continue;
    const what = column.dictionary[code]!.includes("\0") ? "a NUL character" : "half of a surrogate pair";
    throw new TypeError(`${caller} requires text; got ${what} in '${name}' (row ${row + 1})`);
  }
  const name = columns.map(([column]) => column).find((text) => text.includes("\0") || !isWellFormed(text));
  if (name !== undefined)
    throw new TypeError(`${caller} requires names of text; got NUL or half of a surrogate pair in one`);
}
