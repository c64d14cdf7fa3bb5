import { type HistorySource, historyOf, readHistory } from "./history.js";
import { NEVER } from "./rowDates.js";
import { readingOf, requireColumn, requireNumber, type SignalKind, whereColumns } from "./signalKind.js";
import { coded, isOneOf, type Where } from "./typedRows.js";

/**
 * The last offers to a customer all without a response. That an offer found none is known once there was time for one; a row whose
 * response is blank (held out, or still open) is no offer.
 */
export interface NoResponseSignal extends HistorySource {
  readonly kind: "no response";
  /** Column with the day the offer was sent. */
  readonly date: string;
  /** The column of the response, and the values that are one: `{ column: "response", values: ["bought", "opened"] }`. */
  readonly response: Where;
  /** How many of the last offers; 3 unless given. */
  readonly last?: number;
  /** Days after sending by which a response would have come; 14 unless given. */
  readonly waitDays?: number;
  readonly where?: Where;
}

export const noResponseSignal: SignalKind<NoResponseSignal> = {
  columns({ date, response, last = 3, waitDays = 14, where }, name) {
    requireColumn(name, "date", date, "the day on which each offer was sent");
    requireColumn(name, "response", response?.column, "the response and the values that are one");
    requireNumber(name, "last", last, 1);
    requireNumber(name, "waitDays", waitDays, 0);
    return [date, response.column, ...whereColumns(where)];
  },

  async read({ date, response, last = 3, waitDays = 14, where }, { name, rows, customer, panel }) {
    const { days, seconds: order } = await rows.dates(date);
    const known = days.map((day) => (day === NEVER ? NEVER : day + waitDays));
    const responded = isOneOf(rows, response, name);
    const isAsked = where === undefined ? () => true : isOneOf(rows, where, name);
    const { codes } = coded(rows.column(response.column));
    const keeps = (row: number) => codes[row]! >= 0 && isAsked(row);
    const history = historyOf(rows, customer, panel, { known, order, keeps });
    const inARow = ({ from, to }: { from: number; to: number }) => {
      if (to - from < last) return Number.NaN;
      let place = to;
      while (place > from && !responded(history.rows[place - 1]!)) place--;
      return to - place;
    };
    const reading = readHistory(panel, history, inARow, (silent) => silent >= last);
    return readingOf(reading, history, `needs ${last} offers`);
  },
};
