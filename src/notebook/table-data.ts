import { isDate } from "./dates.js";

/** The rows of a table as data (Table Schema), beside the text for people: tools/report makes workbooks of them. */
export const TABLE_DATA = "application/vnd.dataresource+json";

/** A column before it is written: values as they were counted, not as they are read. */
export interface DataColumn {
  readonly name: string;
  readonly values: readonly unknown[];
}

export type DataCell = number | string | boolean | null;

interface Field {
  readonly name: string;
  readonly type: "number" | "string" | "boolean" | "date" | "datetime";
}

/** Rows with their names and types; the order of the columns is that of the fields. */
export interface TableData {
  readonly schema: { readonly fields: readonly Field[] };
  readonly data: readonly Readonly<Record<string, DataCell>>[];
}

/** More rows than anyone reads in a report are in the data already. */
export const MOST_DATA_ROWS = 10_000;

/** Only the project's own runs carry the data along: a saved notebook stays as small as what is read in it. */
export const carriesData = (): boolean => process.env.VAFA_TABLE_DATA === "1";

function dateCell(date: Date): string | null {
  if (Number.isNaN(date.getTime())) return null;
  const text = date.toISOString();
  return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text.slice(0, 19);
}

function cellOf(value: unknown): DataCell {
  if (value === null || value === undefined) return null;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "boolean" || typeof value === "string") return value;
  if (isDate(value)) return dateCell(value);
  return JSON.stringify(value) ?? null;
}

/** Names that are each there once: a second "n" is "n (2)". */
export function apart(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let made = name;
    for (let number = 2; taken.has(made); number++) made = `${name} (${number})`;
    taken.add(made);
    return made;
  });
}

/** What holds the columns of one kind; several kinds in one column are text. */
function typed(values: readonly unknown[]): { readonly type: Field["type"]; readonly cells: readonly DataCell[] } {
  const cells = values.map(cellOf);
  const known = cells.filter((cell) => cell !== null);
  if (known.length > 0 && values.every((value) => value === null || value === undefined || isDate(value))) {
    return { type: known.every((cell) => String(cell).length === 10) ? "date" : "datetime", cells };
  }
  const kinds = new Set(known.map((cell) => typeof cell));
  if (kinds.size > 1) return { type: "string", cells: cells.map((cell) => (cell === null ? null : String(cell))) };
  const [kind = "string"] = kinds;
  return { type: kind as Field["type"], cells };
}

/** Columns as a table of data, its first rows where there are more than so many. */
export function tableData(columns: readonly DataColumn[]): TableData {
  const names = apart(columns.map(({ name }) => name));
  const parts = columns.map(({ values }) => typed(values.slice(0, MOST_DATA_ROWS)));
  const rows = parts[0]?.cells.length ?? 0;
  return {
    schema: { fields: names.map((name, i) => ({ name, type: parts[i]!.type })) },
    data: Array.from({ length: rows }, (_, row) =>
      Object.fromEntries(names.map((name, i) => [name, parts[i]!.cells[row]!] as const)),
    ),
  };
}
