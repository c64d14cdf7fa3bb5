import { dayOf } from "../../calendar/days.js";
import type { Cell, Table, TypedColumn } from "../../tables/table.js";
import { typedNumbers } from "../../tables/typed-numbers.js";
import { compareInTurn } from "../resultRows.js";

/** Who was active on which day, as columns; the same segment, customer and day may stand there several times. */
export interface CohortActivities {
  /** Key values of each segment, in their order. */
  readonly segments: readonly (readonly Cell[])[];
  /** The place of its segment; null where there is only one. */
  readonly segment: Int32Array | null;
  /** A number for each customer, −1 where nobody is named; the numbers are below `customers`. */
  readonly customer: Int32Array;
  readonly customers: number;
  /** The place of its day in `days`, −1 where there is none. */
  readonly date: Int32Array;
  /** NaN where a date is none. */
  readonly days: Float64Array;
  /** The cells that occur as dates, each once. */
  readonly dates: readonly Cell[];
  /** Rows of the table without a customer or a day. */
  readonly missing: number;
}

interface Coded {
  /** −1 where missing. */
  readonly codes: Int32Array;
  readonly cells: readonly Cell[];
}

/** Any column as a number for each different cell. */
function coded(column: TypedColumn): Coded {
  if (column.type === "boolean") {
    return { codes: Int32Array.from(column.values, (value) => (value === 255 ? -1 : value)), cells: [false, true] };
  }
  if (column.type !== "number") return { codes: column.codes, cells: column.dictionary };
  const known = new Map<number, number>();
  const codes = new Int32Array(column.values.length).fill(-1);
  for (const [row, value] of column.values.entries()) {
    if (Number.isNaN(value)) continue;
    const code = known.get(value) ?? known.size;
    known.set(value, code);
    codes[row] = code;
  }
  return { codes, cells: [...known.keys()] };
}

/** The place of each row's segment, and what the segments are. */
function segmentsOf(columns: readonly Coded[], rows: number): Pick<CohortActivities, "segments" | "segment"> {
  if (columns.length === 0) return { segments: [[]], segment: null };
  const found = new Map<number, number>();
  const firsts: number[] = [];
  const places = new Int32Array(rows);
  let before = Number.NaN;
  for (let row = 0; row < rows; row++) {
    let code = 0;
    for (const { codes, cells } of columns) code = code * (cells.length + 1) + codes[row]! + 1;
    // Rows of a segment mostly follow one another.
    if (code === before) {
      places[row] = places[row - 1]!;
      continue;
    }
    before = code;
    const place = found.get(code) ?? found.size;
    if (place === found.size) {
      found.set(code, place);
      firsts.push(row);
    }
    places[row] = place;
  }
  const all = firsts.map((row) => columns.map(({ codes, cells }) => (codes[row]! < 0 ? null : cells[codes[row]!]!)));
  const order = [...all.keys()].sort((a, b) => compareInTurn(all[a]!, all[b]!));
  const rank = new Int32Array(all.length);
  for (const [place, was] of order.entries()) rank[was] = place;
  return { segments: order.map((was) => all[was]!), segment: places.map((place) => rank[place]!) };
}

/** The columns, and of each entry how many rows it stands for (null: one): alike rows as one, unless all are at hand. */
async function entriesOf(table: Table, keys: readonly string[], caller: string) {
  if (table.place === "memory") return { typed: await table.typed(keys, caller), rows: null };
  let count = "rows";
  while (keys.includes(count)) count += "_";
  const typed = await (await table.rollUp(keys, { [count]: "rows" })).typed([...keys, count], caller);
  return { typed, rows: typedNumbers(typed[count]!) };
}

/** The tally: rows rolled up to one a segment, customer and date; as columns, since they may be as many as the rows. */
export async function cohortActivities(
  table: Table,
  { by, customer, date }: { readonly by: readonly string[]; readonly customer: string; readonly date: string },
  caller: string,
): Promise<CohortActivities> {
  const { typed, rows } = await entriesOf(table, [...new Set([...by, customer, date])], caller);
  const who = coded(typed[customer]!);
  const when = coded(typed[date]!);
  const used = new Uint8Array(when.cells.length);
  let missing = 0;
  for (let row = 0; row < when.codes.length; row++) {
    const code = when.codes[row]!;
    if (code >= 0) used[code] = 1;
    if (code < 0 || who.codes[row]! < 0) missing += rows === null ? 1 : rows[row]!;
  }
  return {
    ...segmentsOf(
      by.map((name) => coded(typed[name]!)),
      when.codes.length,
    ),
    ...{ customer: who.codes, customers: who.cells.length, date: when.codes, missing },
    days: Float64Array.from(when.cells, (cell) => dayOf(cell) ?? Number.NaN),
    dates: when.cells.filter((_, code) => used[code] === 1),
  };
}

/** The last day on which somebody who is named was active; −∞ where nobody was. */
export function lastDayOf({ customer, date, days }: CohortActivities): number {
  let last = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < date.length; row++) {
    if (customer[row]! < 0 || date[row]! < 0) continue;
    const day = days[date[row]!]!;
    if (day > last) last = day;
  }
  return last;
}
