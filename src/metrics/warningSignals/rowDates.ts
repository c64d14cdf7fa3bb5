import { dayOf } from "../../calendar/days.js";
import type { Table } from "../../tables/table.js";
import { requireDates } from "../periods/requireDates.js";

/** The day of what has no date: it is never known. */
export const NEVER = 2 ** 31 - 1;

const DAY = 86_400;

/** When rows are dated. */
export interface RowDates {
  /** Days since 1970-01-01; `NEVER` where blank. */
  readonly days: Int32Array;
  /** Seconds, by which rows of one day are in order. */
  readonly seconds: Float64Array;
}

/** The values of a column as text, and of each row the place of its own; −1 where blank. */
export interface CodedColumn {
  readonly codes: Int32Array;
  readonly dictionary: readonly string[];
}

/** The second of an ISO date-time in its day; 0 of a date. */
function secondOf(iso: string): number {
  if (iso.length < 16) return 0;
  return Number(iso.slice(11, 13)) * 3600 + Number(iso.slice(14, 16)) * 60 + (Number(iso.slice(17)) || 0);
}

/** The day of a date or a date-time, each day looked at once however many times it has. */
function dayReader(): (iso: string) => number | null {
  const known = new Map<string, number | null>();
  return (iso) => {
    const date = iso[10] === "T" ? iso.slice(0, 10) : iso;
    if (!known.has(date)) known.set(date, dayOf(date));
    return known.get(date)!;
  };
}

/** The dates of a column, date-times by their day. Throws where a cell is none, with the row of the first. */
export async function datesOf(table: Table, name: string, { codes, dictionary }: CodedColumn): Promise<RowDates> {
  const dayOfText = dayReader();
  const dayAt = dictionary.map(dayOfText);
  const secondAt = dictionary.map((iso, code) => (dayAt[code] ?? 0) * DAY + secondOf(iso));
  const days = new Int32Array(codes.length).fill(NEVER);
  const seconds = new Float64Array(codes.length);
  const wrong = new Set<string>();
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code < 0) continue;
    const day = dayAt[code]!;
    if (day === null) wrong.add(dictionary[code]!);
    days[row] = day;
    seconds[row] = secondAt[code]!;
  }
  if (wrong.size > 0) await requireDates(table, name, [...wrong], { what: "warningSignals requires dates" });
  return { days, seconds };
}
