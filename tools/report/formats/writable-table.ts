import { isoDate, isoDateTime } from "../../../src/datasets/iso-dates.js";
import { words } from "../../../src/language/words.js";
import { apart, type DataCell } from "../../../src/notebook/table-data.js";
import { inferColumn } from "../../../src/tables/memory/infer.js";
import { memoryTable } from "../../../src/tables/memory/memory-table.js";
import type { Table, TypedColumn } from "../../../src/tables/table.js";
import type { DataTable } from "./data-table.js";

/** A cell of a sheet holds no more, and no file holds half a character or NUL. */
const LONGEST = 32_000;
const HALVES = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|\0/g;
const DIRECTED = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

const textOf = (text: string) => text.slice(0, LONGEST).replace(HALVES, "\uFFFD");

/** Values of one kind; several in one column are text. */
function alike(values: readonly DataCell[]): readonly DataCell[] {
  const kinds = new Set(values.filter((value) => value !== null).map((value) => typeof value));
  const isText = kinds.size > 1 || kinds.has("string");
  return isText ? values.map((value) => (value === null ? null : textOf(String(value)))) : values;
}

/** ISO texts in every row are dates. */
function dated(column: TypedColumn): TypedColumn {
  if (column.type !== "text" || column.dictionary.length === 0) return column;
  if (column.dictionary.every((text) => isoDate(text) !== null)) return { ...column, type: "date" };
  return column.dictionary.every((text) => isoDateTime(text) === text) ? { ...column, type: "datetime" } : column;
}

/** A table of a report such as writeXlsx and writeCsv take it: each column has a name of its own and one kind of values. */
export function writableTable({ columns, rows }: DataTable, name: string): Table {
  const names = apart(columns.map((column) => textOf(column.name).replace(DIRECTED, "").trim() || words`column`));
  const typed = new Map(
    columns.map(({ values }, i) => [names[i]!, dated(inferColumn(alike(values), names[i]!, name))] as const),
  );
  return memoryTable({ name, rows: () => rows, names: () => names, column: (column) => typed.get(column)! });
}
