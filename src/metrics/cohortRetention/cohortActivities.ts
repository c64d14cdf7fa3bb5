import { dayOf } from "../../calendar/days.js";
import type { Cell, Table, TypedColumn } from "../../tables/table.js";
import { compareInTurn } from "../resultRows.js";

/** Who was active on which day: an entry for each segment, customer and day, as columns. */
export interface CohortActivities {
  /** Key values of each segment, in their order. */
  readonly segments: readonly (readonly Cell[])[];
  /** The place of its segment. */
  readonly segment: Int32Array;
  /** A number for each customer, −1 where nobody is named; the numbers are below `customers`. */
  readonly customer: Int32Array;
  readonly customers: number;
  /** NaN where there is none. */
  readonly day: Float64Array;
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

/** The tally: rows rolled up to one a segment, customer and date; as columns, since they may be as many as the rows. */
export async function cohortActivities(
  table: Table,
  { by, customer, date }: { readonly by: readonly string[]; readonly customer: string; readonly date: string },
  caller: string,
): Promise<CohortActivities> {
  const keys = [...new Set([...by, customer, date])];
  let count = "rows";
  while (keys.includes(count)) count += "_";
  const rolled = await table.rollUp(keys, { [count]: "rows" });
  const typed = await rolled.typed([...keys, count], caller);
  const { values: rows } = typed[count] as { readonly values: Float64Array };
  const who = coded(typed[customer]!);
  const when = coded(typed[date]!);

  const used = new Uint8Array(when.cells.length);
  const days = Float64Array.from(when.cells, (cell) => dayOf(cell) ?? Number.NaN);
  const day = new Float64Array(rows.length).fill(Number.NaN);
  let missing = 0;
  for (let row = 0; row < rows.length; row++) {
    const code = when.codes[row]!;
    if (code >= 0) {
      used[code] = 1;
      day[row] = days[code]!;
    }
    if (code < 0 || who.codes[row]! < 0) missing += rows[row]!;
  }
  return {
    ...segmentsOf(
      by.map((name) => coded(typed[name]!)),
      rows.length,
    ),
    ...{ customer: who.codes, customers: who.cells.length, day, missing },
    dates: when.cells.filter((_, code) => used[code] === 1),
  };
}

/** The last day on which somebody who is named was active; −∞ where nobody was. */
export function lastDayOf({ customer, day }: CohortActivities): number {
  let last = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < day.length; row++) if (customer[row]! >= 0 && day[row]! > last) last = day[row]!;
  return last;
}
