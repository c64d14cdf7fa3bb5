import type { TableLike } from "../../tables/table-like.js";
import type { PanelFrame } from "./panelFrame.js";
import { NEVER } from "./rowDates.js";
import { coded, type TypedRows } from "./typedRows.js";

/** Where the history of a signal stands. */
export interface HistorySource {
  /** One row an event, an order, an answer: whatever happened to a customer on a day. */
  readonly table: TableLike;
  /** Column with the customer, in the spelling of the table of customers; the same name as there unless given. */
  readonly customer?: string;
}

/** Rows of a history that are not looked at. */
export interface RowsLeftOut {
  /** Known only after the last date. */
  readonly later: number;
  /** Of customers the table of customers does not hold, or of nobody. */
  readonly strangers: number;
  /** Without a date: never known. */
  readonly undated: number;
}

/** What was known of customers and when: the rows of each customer one after the other, in the order of becoming known. */
export interface History extends RowsLeftOut {
  /** Of each customer the place of the first row; that of the next customer ends them. */
  readonly starts: Int32Array;
  /** Of each place the row of the table, and the day at whose end it was known. */
  readonly rows: Int32Array;
  readonly known: Int32Array;
}

export interface HistoryRows {
  /** Of each row the day at whose end it was known; `NEVER` where it has no date. */
  readonly known: Int32Array;
  /** Of each row what puts those of one day in order; then the order of the table. */
  readonly order?: Float64Array;
  /** Which rows the signal looks at; all unless given. */
  readonly keeps?: (row: number) => boolean;
}

/** Of each row the place of its customer in the panel; −1 where the panel has none such. */
function placesOf(rows: TypedRows, customer: string, panel: PanelFrame): Int32Array {
  const { codes, dictionary } = coded(rows.column(customer));
  const placeAt = Int32Array.from(dictionary, (name) => panel.places.get(name) ?? -1);
  return codes.map((code) => (code < 0 ? -1 : placeAt[code]!));
}

/** Puts the rows of each customer in order, where they are not. */
function putInOrder(starts: Int32Array, rows: Int32Array, known: Int32Array, order: Float64Array | undefined): void {
  const compare = (a: number, b: number) =>
    known[a]! - known[b]! || (order === undefined ? 0 : order[a]! - order[b]!) || a - b;
  for (let c = 0; c + 1 < starts.length; c++) {
    const end = starts[c + 1]!;
    for (let i = starts[c]! + 1; i < end; i++) {
      if (compare(rows[i - 1]!, rows[i]!) <= 0) continue;
      rows.subarray(starts[c]!, end).sort(compare);
      break;
    }
  }
}

/** The rows known by the last date of the panel, by customer and day. Later ones are counted and not looked at. */
export function historyOf(table: TypedRows, customer: string, panel: PanelFrame, asked: HistoryRows): History {
  const { known, order, keeps } = asked;
  const last = panel.days.at(-1)!;
  const places = placesOf(table, customer, panel);
  const starts = new Int32Array(panel.customers.length + 1);
  let [later, strangers, undated] = [0, 0, 0];
  for (let row = 0; row < places.length; row++) {
    if (keeps !== undefined && !keeps(row)) places[row] = -1;
    else if (places[row]! < 0) strangers++;
    else if (known[row]! <= last) {
      starts[places[row]! + 1]!++;
      continue;
    } else if (known[row] === NEVER) undated++;
    else later++;
    places[row] = -1;
  }
  for (let c = 1; c < starts.length; c++) starts[c]! += starts[c - 1];
  const next = starts.slice();
  const rows = new Int32Array(starts.at(-1)!);
  for (let row = 0; row < places.length; row++) if (places[row]! >= 0) rows[next[places[row]!]++] = row;
  putInOrder(starts, rows, known, order);
  return { starts, rows, known: rows.map((row) => known[row]!), later, strangers, undated };
}

/** What a signal says of each row of the panel. */
export interface Reading {
  readonly fires: Uint8Array;
  readonly strength: Float64Array;
}

/** What one customer is read from: places of his history known by the day. */
export interface Moment {
  from: number;
  /** Past the last place known by the day. */
  to: number;
  day: number;
  /** The date's place in the panel, and the customer's. */
  date: number;
  customer: number;
}

/** Nothing is known yet. */
export const UNKNOWN = 255;

/**
 * Reads each customer on each date from the rows known by then, which is all that is handed on.
 *
 * @param strengthAt how strongly the signal speaks; NaN where it cannot be known
 * @param isAlarming whether so strong a signal fires on the date
 */
export function readHistory(
  panel: PanelFrame,
  { starts, known }: History,
  strengthAt: (moment: Readonly<Moment>) => number,
  isAlarming: (strength: number, date: number) => boolean,
): Reading {
  const { days, rowAt, rows } = panel;
  const fires = new Uint8Array(rows).fill(UNKNOWN);
  const strength = new Float64Array(rows).fill(Number.NaN);
  const moment: Moment = { from: 0, to: 0, day: 0, date: 0, customer: 0 };
  for (let c = 0; c + 1 < starts.length; c++) {
    let to = starts[c]!;
    const end = starts[c + 1]!;
    moment.customer = c;
    moment.from = to;
    for (let date = 0; date < days.length; date++) {
      const row = rowAt[c * days.length + date]!;
      if (row < 0) continue;
      while (to < end && known[to]! <= days[date]!) to++;
      moment.to = to;
      moment.day = days[date]!;
      moment.date = date;
      const value = strengthAt(moment);
      if (Number.isNaN(value)) continue;
      strength[row] = value;
      fires[row] = Number(isAlarming(value, date));
    }
  }
  return { fires, strength };
}
