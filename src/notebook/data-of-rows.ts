import { inDigits } from "../language/digits.js";
import { word, words } from "../language/words.js";
import type { Estimate, Keys } from "../metrics/result.js";
import { isDate } from "./dates.js";
import { fieldsOf, headerOf, isEstimated, type Record_, type RowOptions } from "./grid-of-rows.js";
import type { DataColumn } from "./table-data.js";

/** A name of data as it is read; everything else as it was counted. */
const cellValue = (value: unknown) => (typeof value === "string" ? word(value) : value);

const column = (rows: readonly Record_[], field: string, name: string): DataColumn => ({
  name,
  values: rows.map((row) => cellValue(row[field])),
});

/** Any column of plain values. */
export const plainData = (name: string, values: readonly unknown[]): DataColumn => ({
  name,
  values: values.map(cellValue),
});

/** The segment's columns; everybody is one of them, as in the table that is read. */
export const keyData = (rows: readonly { readonly keys?: Keys }[], by: readonly string[]): DataColumn[] =>
  by.map((name) => ({
    name: headerOf(name),
    values: rows.map(({ keys }) =>
      keys === undefined ? words`All` : cellValue(keys[name] ?? words`no ${word(name)}`),
    ),
  }));

const isNested = (value: unknown) => typeof value === "object" && value !== null && !isDate(value);

/** What stands in the table only together: the interval as its two ends. */
function estimateData(rows: readonly Record_[], { label, level }: RowOptions): ReadonlyMap<string, DataColumn[]> {
  const share = level === undefined ? "" : inDigits(`${Number((100 * level).toFixed(1))}%`);
  const interval = share === "" ? words`interval` : words`${share} interval`;
  const name = word(rows.some((row) => row.unit !== undefined) ? "estimate" : (label ?? "estimate"));
  return new Map([
    ["estimate", [column(rows, "estimate", name)]],
    ["interval", [column(rows, "lower", words`${interval}: lower`), column(rows, "upper", words`${interval}: upper`)]],
    ["n", [column(rows, "n", word("n"))]],
  ]);
}

/** Rows with an estimate: what they are called, estimate, both ends of its interval, n, everything else that was counted. */
function estimatedData(rows: readonly (Estimate & Record_)[], options: RowOptions): DataColumn[] {
  const known = estimateData(rows, options);
  const placed = new Set([...known.keys(), "lower", "upper", "note", "keys"]);
  const others = fieldsOf(rows).filter((name) => !placed.has(name) && !rows.some((row) => isNested(row[name])));
  const isText = (name: string) => rows.every((row) => typeof row[name] === "string");
  const notes = rows.some(({ note }) => note !== null && note !== "") ? ["note"] : [];
  const all = [...others.filter(isText), ...known.keys(), ...others.filter((name) => !isText(name)), ...notes];
  return (options.columns ?? all).flatMap((name) => known.get(name) ?? [column(rows, name, headerOf(name))]);
}

/** The columns of any rows, as data. */
export function rowData(rows: readonly Record_[], options: RowOptions): DataColumn[] {
  if (rows.length > 0 && rows.every(isEstimated)) return estimatedData(rows as (Estimate & Record_)[], options);
  return (options.columns ?? fieldsOf(rows)).map((name) => column(rows, name, headerOf(name)));
}
