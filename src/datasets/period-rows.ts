import type { DataFrame } from "danfojs-node";
import { type AskedPeriod, daysOfPeriod } from "../calendar/asked-period.js";
import { lengthOf } from "../tables/memory/frame-columns.js";
import { fromColumns } from "../tables/memory/from-columns.js";
import type { TypedColumn } from "../tables/table.js";
import { asTable } from "../tables/table-like.js";
import { reading, rememberReading } from "./reading.js";
import { theseRows } from "./take-rows.js";

/** Which rows of a table are taken, where a period was asked for. */
export interface Extent {
  /** As it was asked for: '2026-05'. */
  readonly period: string;
  /** First and last day of it. */
  readonly first: string;
  readonly last: string;
  /** `whole`: the table has no column of dates, and all of its rows are taken. */
  readonly taken: "within" | "until" | "whole";
  readonly rows: number;
  /** Rows of the table, and those of them without a date. */
  readonly of: number;
  readonly undated: number;
  /** Why there are none, where there are none. */
  readonly none: string | null;
}

/** What each text of a column is to the days asked for. */
function isWithin(column: TypedColumn, first: string, last: string): (row: number) => boolean {
  if (!("codes" in column)) throw new TypeError("withinPeriod requires a column of dates; got numbers");
  const { codes, dictionary } = column;
  const within = dictionary.map((text) => text.slice(0, 10) >= first && text.slice(0, 10) <= last);
  return (row) => codes[row]! >= 0 && within[codes[row]!]!;
}

/** First and last day that a column holds; null where it holds none. */
export function daysOf(column: TypedColumn): { readonly first: string; readonly last: string } | null {
  if (!("codes" in column)) return null;
  let [first, last] = ["", ""];
  const seen = new Set(column.codes);
  for (const code of seen) {
    if (code < 0) continue;
    const day = column.dictionary[code]!.slice(0, 10);
    if (first === "" || day < first) first = day;
    if (day > last) last = day;
  }
  return first === "" ? null : { first, last };
}

function noRows(column: TypedColumn, name: string, { label }: AskedPeriod): string {
  const days = daysOf(column);
  const there = days === null ? `'${name}' holds no date` : `'${name}' runs from ${days.first} to ${days.last}`;
  return `no row of ${label}: ${there}`;
}

/** The typed columns of a frame, in order. */
export async function columnsOf(frame: DataFrame): Promise<(readonly [string, TypedColumn])[]> {
  const names = frame.columns as string[];
  const typed = await asTable(frame).typed(names);
  return names.map((name) => [name, typed[name]!] as const);
}

/** The rows of which a test holds, by their place from 0. */
function rowsThat(length: number, holds: (row: number) => boolean): Int32Array {
  const kept = new Int32Array(length);
  let at = 0;
  for (let row = 0; row < length; row++) if (holds(row)) kept[at++] = row;
  return kept.subarray(0, at);
}

/** The rows whose date lies between two days, both within, by their place from 0. */
export const rowsOfPeriod = (dates: TypedColumn, first: string, last: string): Int32Array =>
  rowsThat(lengthOf(dates), isWithin(dates, first, last));

/**
 * The rows of a loaded frame that lie in a period, as a frame of the same reading; the whole frame where it has no column of dates.
 *
 * @param date the column of the role 'date'
 */
export async function withinPeriod(
  frame: DataFrame,
  date: string | undefined,
  period: AskedPeriod,
  taken: "within" | "until",
): Promise<{ readonly frame: DataFrame; readonly extent: Extent }> {
  const of = frame.shape[0]!;
  const { first, last } = daysOfPeriod(period);
  const common = { period: period.label, first, last, of };
  if (date === undefined) return { frame, extent: { ...common, taken: "whole", rows: of, undated: 0, none: null } };
  const columns = await columnsOf(frame);
  const dates = columns.find(([name]) => name === date)![1];
  const kept = rowsOfPeriod(dates, taken === "until" ? "" : first, last);
  const undated = "codes" in dates ? dates.codes.reduce((sum, code) => sum + (code < 0 ? 1 : 0), 0) : 0;
  const none = kept.length === 0 ? noRows(dates, date, period) : null;
  const made = await fromColumns(theseRows(columns, kept), reading(frame).file);
  rememberReading(made, reading(frame));
  return { frame: made, extent: { ...common, taken, rows: kept.length, undated, none } };
}
